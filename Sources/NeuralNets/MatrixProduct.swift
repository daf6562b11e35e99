internal import COneDNN

/// A product of matrices of 32-bit floats, C = A·B or C = C + A·B, by oneDNN on the calling thread.
///
///            inner            columns             columns
///         ┌─────────┐       ┌─────────┐         ┌─────────┐
///     A = │  rows   │   B = │  inner  │     C = │  rows   │
///         └─────────┘       └─────────┘         └─────────┘
///
/// All three are row-major in flat buffers. B is dense; rows of A and C may lie further apart than
/// they are wide. Nothing is allocated here; oneDNN takes and returns a buffer of some 72 KiB at each
/// product (measured: 2.6.3).
///
/// The same operands give the same bits on the same processor. Another processor may have oneDNN
/// choose another kernel, whose last digits differ.
public struct MatrixProduct: Hashable, Sendable {
  /// Rows of A and C, from 0.
  public var rows: Int
  /// Columns of A, rows of B, from 1.
  public var inner: Int
  /// Columns of B and C, from 1.
  public var columns: Int
  /// Values from the beginning of one row of A to that of the next, at least `inner`.
  public var leftStride: Int
  /// Values from the beginning of one row of C to that of the next, at least `columns`.
  public var resultStride: Int

  /// - Parameters:
  ///   - leftStride: `inner` unless given.
  ///   - resultStride: `columns` unless given.
  public init(
    rows: Int, inner: Int, columns: Int, leftStride: Int? = nil, resultStride: Int? = nil
  ) {
    self.rows = rows
    self.inner = inner
    self.columns = columns
    self.leftStride = leftStride ?? inner
    self.resultStride = resultStride ?? columns
  }

  /// Writes A·B into `result`, or adds it to what stands there.
  ///
  /// - Parameters:
  ///   - left: A, from its first value on; at least `(rows - 1) · leftStride + inner` values.
  ///   - right: B, `inner · columns` values or more.
  ///   - result: holds C from the value `resultStart` on; what lies between its rows is left alone.
  ///   - isAdded: whether C's values are added to rather than replaced.
  public func multiply(
    _ left: Span<Float>, by right: Span<Float>, into result: inout MutableSpan<Float>,
    from resultStart: Int = 0, isAdded: Bool = false
  ) {
    precondition(
      rows >= 0 && inner > 0 && columns > 0 && leftStride >= inner && resultStride >= columns,
      "MatrixProduct: \(self)")
    guard rows > 0 else { return }
    precondition(
      left.count >= (rows - 1) * leftStride + inner && right.count >= inner * columns
        && resultStart >= 0
        && result.count >= resultStart + (rows - 1) * resultStride + columns,
      "MatrixProduct: \(left.count), \(right.count) and \(result.count) values for \(self)")
    // "The OpenMP runtime's number of threads" is a variable of each thread (OpenMP 5.0, 2.5.1,
    // nthreads-var), so it is set here, on the thread that multiplies, and not once for all. With one
    // thread oneDNN calls its kernel straight away and no team is ever started.
    omp_set_num_threads(1)
    let status = left.withUnsafeBufferPointer { a in
      right.withUnsafeBufferPointer { b in
        result.withUnsafeMutableBufferPointer { c in
          // oneDNN reads and writes the rows checked above and keeps no pointer.
          dnnl_sgemm(
            Self.asStored, Self.asStored, dnnl_dim_t(rows), dnnl_dim_t(columns), dnnl_dim_t(inner),
            1, a.baseAddress, dnnl_dim_t(leftStride), b.baseAddress, dnnl_dim_t(columns),
            isAdded ? 1 : 0, c.baseAddress?.advanced(by: resultStart), dnnl_dim_t(resultStride))
        }
      }
    }
    // What is left to fail is oneDNN's buffer, when memory is exhausted.
    precondition(status == dnnl_success, "MatrixProduct: oneDNN status \(status.rawValue), \(self)")
  }

  /// "N": the operand is not transposed.
  private static let asStored = CChar(UInt8(ascii: "N"))
}
