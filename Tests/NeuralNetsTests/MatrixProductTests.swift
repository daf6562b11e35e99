import Foundation
import Testing

@testable import NeuralNets

struct MatrixProductTests {
  /// The sums of the definition, in double precision.
  private func naive(
    _ product: MatrixProduct, _ left: [Float], _ right: [Float], _ result: [Float], isAdded: Bool
  ) -> [Float] {
    var result = result
    for row in 0..<product.rows {
      for column in 0..<product.columns {
        var sum = isAdded ? Double(result[row * product.resultStride + column]) : 0
        for index in 0..<product.inner {
          sum +=
            Double(left[row * product.leftStride + index])
            * Double(right[index * product.columns + column])
        }
        result[row * product.resultStride + column] = Float(sum)
      }
    }
    return result
  }

  @Test(
    "A product is the sum over its definition, whatever the sizes and strides",
    arguments: [
      MatrixProduct(rows: 0, inner: 1, columns: 1), MatrixProduct(rows: 1, inner: 1, columns: 1),
      MatrixProduct(rows: 3, inner: 5, columns: 7), MatrixProduct(rows: 64, inner: 48, columns: 48),
      MatrixProduct(rows: 65, inner: 31, columns: 6, leftStride: 62, resultStride: 18),
      MatrixProduct(rows: 500, inner: 144, columns: 48, leftStride: 150, resultStride: 144),
      MatrixProduct(rows: 17, inner: 700, columns: 33),
    ], [false, true])
  func definition(_ product: MatrixProduct, isAdded: Bool) {
    var numbers = TestNumbers(seed: 1)
    let left = numbers.values(max(product.rows, 1) * product.leftStride)
    let right = numbers.values(product.inner * product.columns)
    var result = numbers.values(max(product.rows, 1) * product.resultStride)
    let expected = naive(product, left, right, result, isAdded: isAdded)
    var span = result.mutableSpan
    product.multiply(left.span, by: right.span, into: &span, isAdded: isAdded)
    // Sums of `inner` products below 1: single precision errs by some 1e-7 of each.
    let tolerance = 1e-6 * Float(product.inner)
    for (value, wanted) in zip(result, expected) { #expect(abs(value - wanted) <= tolerance) }
  }

  @Test("A product may stand anywhere in its buffer, and leaves the rest alone")
  func offset() {
    let left: [Float] = [1, 2, 3, 4]
    let identity: [Float] = [1, 0, 0, 1]
    var result = [Float](repeating: -1, count: 9)
    var span = result.mutableSpan
    MatrixProduct(rows: 2, inner: 2, columns: 2, resultStride: 4)
      .multiply(left.span, by: identity.span, into: &span, from: 1)
    #expect(result == [-1, 1, 2, -1, -1, 3, 4, -1, -1])
  }

  @Test("A product starts no thread, however large")
  func oneThread() async {
    await #expect(processExitsWith: .success) {
      func threadCount() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
      }
      // Left alone, oneDNN spreads a product of this size over all processors.
      let product = MatrixProduct(rows: 1024, inner: 512, columns: 512)
      let left = [Float](repeating: 0.5, count: 1024 * 512)
      var result = [Float](repeating: 0, count: 1024 * 512)
      var span = result.mutableSpan
      let before = try threadCount()
      product.multiply(left.span, by: left.span, into: &span)
      let after = try threadCount()
      exit(after == before && result[0] == 128 ? EXIT_SUCCESS : EXIT_FAILURE)
    }
  }
}
