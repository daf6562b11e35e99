internal import COneDNN

/// What oneDNN's primitives run on: the processor, in order.
final class OneDNNRuntime {
  let engine: dnnl_engine_t
  let stream: dnnl_stream_t

  init() {
    var engine: dnnl_engine_t?
    Self.check(dnnl_engine_create(&engine, dnnl_cpu, 0), "engine")
    var stream: dnnl_stream_t?
    Self.check(
      dnnl_stream_create(&stream, engine, UInt32(dnnl_stream_default_flags.rawValue)), "stream")
    // Both were made, or the checks have failed.
    self.engine = engine!
    self.stream = stream!
  }

  deinit {
    dnnl_stream_destroy(stream)
    dnnl_engine_destroy(engine)
  }

  /// Every failing call goes through here. What is left to fail once shapes are right is memory.
  static func check(_ status: dnnl_status_t, _ what: String) {
    precondition(status == dnnl_success, "oneDNN: status \(status.rawValue), \(what)")
  }
}

/// Shape and order in memory of 32-bit floats.
struct OneDNNLayout {
  var descriptor: dnnl_memory_desc_t
  let count: Int

  init(shape: [Int], tag: dnnl_format_tag_t) {
    descriptor = dnnl_memory_desc_t()
    count = shape.reduce(1, *)
    let sizes = shape.map { dnnl_dim_t($0) }
    OneDNNRuntime.check(
      dnnl_memory_desc_init_by_tag(&descriptor, Int32(shape.count), sizes, dnnl_f32, tag),
      "layout of \(shape)")
  }

  init(_ descriptor: dnnl_memory_desc_t) {
    self.descriptor = descriptor
    var copy = descriptor
    count = dnnl_memory_desc_get_size(&copy) / MemoryLayout<Float>.stride
  }
}

/// A buffer that oneDNN reads and writes; it takes and releases the memory itself.
final class OneDNNMemory {
  let handle: dnnl_memory_t
  let count: Int

  init(_ layout: OneDNNLayout, of runtime: OneDNNRuntime) {
    var descriptor = layout.descriptor
    var handle: dnnl_memory_t?
    // DNNL_MEMORY_ALLOCATE, (void *)(size_t)-1: "the library will allocate the buffer".
    OneDNNRuntime.check(
      dnnl_memory_create(
        &handle, &descriptor, runtime.engine, UnsafeMutableRawPointer(bitPattern: -1)),
      "memory of \(layout.count) values")
    self.handle = handle!
    count = layout.count
  }

  deinit { dnnl_memory_destroy(handle) }

  /// Gives the values, in the order that the layout says, to `body`; the pointer must not be kept.
  func withValues<Result>(_ body: (UnsafeMutableBufferPointer<Float>) -> Result) -> Result {
    var start: UnsafeMutableRawPointer?
    OneDNNRuntime.check(dnnl_memory_get_data_handle(handle, &start), "data handle")
    // oneDNN's buffer holds `count` floats until `deinit`.
    let values = UnsafeMutableBufferPointer(
      start: start?.assumingMemoryBound(to: Float.self), count: count)
    return body(values)
  }
}

/// Memory that primitives need while they run; one serves all that run in turn.
final class OneDNNScratch {
  private let bytes: UnsafeMutableRawPointer
  private let runtime: OneDNNRuntime

  init(byteCount: Int, runtime: OneDNNRuntime) {
    // 64: a cache line, as oneDNN's own allocations.
    bytes = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 64), alignment: 64)
    self.runtime = runtime
  }

  deinit { bytes.deallocate() }

  /// A memory of the form that one primitive asks for, over these bytes.
  func memory(_ descriptor: dnnl_memory_desc_t) -> dnnl_memory_t {
    var descriptor = descriptor
    var handle: dnnl_memory_t?
    OneDNNRuntime.check(
      dnnl_memory_create(&handle, &descriptor, runtime.engine, bytes), "scratch")
    return handle!
  }
}
