internal import COneDNN

/// One convolution of a stack: oneDNN's primitive with its weights, in the order that it wants.
final class OneDNNConvolution {
  /// What it reads and writes, and how.
  struct Form {
    var input: OneDNNLayout
    var output: OneDNNLayout
    var inputChannels: Int
    var outputChannels: Int
    /// Along time and along frequency.
    var kernel: Int
    /// Along frequency; along time it is 1.
    var stride: Int
    var isAdded: Bool
    var hasReLU: Bool
  }

  private let primitive: dnnl_primitive_t
  // Held so that the memories live as long as `arguments`, which has their handles.
  private let weights: OneDNNMemory
  private let bias: OneDNNMemory
  private let input: OneDNNMemory
  private let output: OneDNNMemory
  /// What the primitive is executed with: the memories above and, once given, the scratch.
  private var arguments: [dnnl_exec_arg_t]
  private let scratchDescriptor: dnnl_memory_desc_t
  private var scratch: (owner: OneDNNScratch, handle: dnnl_memory_t)?

  init(
    _ form: Form, weights: MappedTensor, bias: MappedTensor, input: OneDNNMemory,
    output: OneDNNMemory, runtime: OneDNNRuntime
  ) {
    let description = Self.fastest(form, runtime: runtime)
    defer { dnnl_primitive_desc_destroy(description) }
    var primitive: dnnl_primitive_t?
    OneDNNRuntime.check(dnnl_primitive_create(&primitive, description), "convolution")
    self.primitive = primitive!
    self.input = input
    self.output = output
    // A primitive always has these descriptors; they live as long as its description.
    let wanted = dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0)!.pointee
    self.weights = Self.reordered(weights, form: form, as: wanted, runtime: runtime)
    self.bias = OneDNNMemory(
      OneDNNLayout(shape: [form.outputChannels], tag: dnnl_a), of: runtime)
    Self.fill(self.bias, with: bias)
    arguments = [
      dnnl_exec_arg_t(arg: DNNL_ARG_SRC, memory: input.handle),
      dnnl_exec_arg_t(arg: DNNL_ARG_WEIGHTS, memory: self.weights.handle),
      dnnl_exec_arg_t(arg: DNNL_ARG_BIAS, memory: self.bias.handle),
      dnnl_exec_arg_t(arg: DNNL_ARG_DST, memory: output.handle),
    ]
    scratchDescriptor =
      dnnl_primitive_desc_query_md(
        description, dnnl_query_scratchpad_md, 0)!.pointee
  }

  deinit {
    if let scratch { dnnl_memory_destroy(scratch.handle) }
    dnnl_primitive_destroy(primitive)
  }

  /// Bytes that it needs while it runs.
  var scratchByteCount: Int {
    var descriptor = scratchDescriptor
    return dnnl_memory_desc_get_size(&descriptor)
  }

  /// Lets it use `scratch`, which holds at least `scratchByteCount` bytes.
  func use(_ scratch: OneDNNScratch) {
    precondition(self.scratch == nil, "OneDNNConvolution: scratch given twice")
    let handle = scratch.memory(scratchDescriptor)
    self.scratch = (scratch, handle)
    arguments.append(dnnl_exec_arg_t(arg: DNNL_ARG_SCRATCHPAD, memory: handle))
  }

  func execute(_ runtime: OneDNNRuntime) {
    OneDNNRuntime.check(
      dnnl_primitive_execute(primitive, runtime.stream, Int32(arguments.count), arguments),
      "convolution")
  }

  /// Whether oneDNN has a kernel for this form that it compiles for the processor.
  static func isCompiled(_ form: Form, runtime: OneDNNRuntime) -> Bool {
    guard let found = description(form, dnnl_convolution_direct, runtime: runtime) else {
      return false
    }
    defer { dnnl_primitive_desc_destroy(found) }
    return isCompiled(found)
  }

  /// By name: "jit:avx512_core", "jit_wino_4x3:avx512_core", "brgconv:avx512_core"; others are "ref:any" and
  /// "gemm:jit", which unfolds the input.
  private static func isCompiled(_ description: dnnl_primitive_desc_t) -> Bool {
    var name: UnsafePointer<CChar>?
    let status = withUnsafeMutablePointer(to: &name) {
      dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, $0)
    }
    guard status == dnnl_success, let name else { return false }
    let text = String(cString: name)
    return text.hasPrefix("jit") || text.hasPrefix("brg")
  }

  /// Winograd's algorithm where there is a kernel for it, else the direct one.
  private static func fastest(_ form: Form, runtime: OneDNNRuntime) -> dnnl_primitive_desc_t {
    if form.kernel == 3, form.stride == 1,
      let found = description(form, dnnl_convolution_winograd, runtime: runtime)
    {
      if isCompiled(found) { return found }
      dnnl_primitive_desc_destroy(found)
    }
    // Every form has at least oneDNN's reference kernel.
    return description(form, dnnl_convolution_direct, runtime: runtime)!
  }

  private static func description(
    _ form: Form, _ algorithm: dnnl_alg_kind_t, runtime: OneDNNRuntime
  ) -> dnnl_primitive_desc_t? {
    var (input, output) = (form.input.descriptor, form.output.descriptor)
    var weights = OneDNNLayout(shape: weightShape(form), tag: dnnl_format_tag_any).descriptor
    var bias = OneDNNLayout(shape: [form.outputChannels], tag: dnnl_a).descriptor
    let padding = dnnl_dim_t(form.kernel / 2)
    var convolution = dnnl_convolution_desc_t()
    let described = dnnl_convolution_forward_desc_init(
      &convolution, dnnl_forward_inference, algorithm, &input, &weights, &bias, &output,
      [1, dnnl_dim_t(form.stride)], [padding, padding], [padding, padding])
    guard described == dnnl_success else { return nil }
    var attributes: dnnl_primitive_attr_t?
    OneDNNRuntime.check(dnnl_primitive_attr_create(&attributes), "attributes")
    defer { dnnl_primitive_attr_destroy(attributes) }
    // Otherwise the library keeps scratch memory of its own for each thread.
    OneDNNRuntime.check(
      dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user), "scratch")
    var after: dnnl_post_ops_t?
    OneDNNRuntime.check(dnnl_post_ops_create(&after), "post-operations")
    defer { dnnl_post_ops_destroy(after) }
    if form.isAdded { OneDNNRuntime.check(dnnl_post_ops_append_sum(after, 1), "sum") }
    if form.hasReLU {
      OneDNNRuntime.check(dnnl_post_ops_append_eltwise(after, 1, dnnl_eltwise_relu, 0, 0), "ReLU")
    }
    OneDNNRuntime.check(dnnl_primitive_attr_set_post_ops(attributes, after), "post-operations")
    var found: dnnl_primitive_desc_t?
    let status = withUnsafePointer(to: &convolution) {
      dnnl_primitive_desc_create(&found, $0, attributes, runtime.engine, nil)
    }
    return status == dnnl_success ? found : nil
  }

  private static func weightShape(_ form: Form) -> [Int] {
    [form.outputChannels, form.inputChannels, form.kernel, form.kernel]
  }

  private static func reordered(
    _ weights: MappedTensor, form: Form, as wanted: dnnl_memory_desc_t, runtime: OneDNNRuntime
  ) -> OneDNNMemory {
    let plain = OneDNNMemory(
      OneDNNLayout(shape: weightShape(form), tag: dnnl_oihw), of: runtime)
    fill(plain, with: weights)
    let turned = OneDNNMemory(OneDNNLayout(wanted), of: runtime)
    var description: dnnl_primitive_desc_t?
    var (from, to) = (OneDNNLayout(shape: weightShape(form), tag: dnnl_oihw).descriptor, wanted)
    OneDNNRuntime.check(
      dnnl_reorder_primitive_desc_create(
        &description, &from, runtime.engine, &to, runtime.engine, nil), "reorder")
    defer { dnnl_primitive_desc_destroy(description) }
    var primitive: dnnl_primitive_t?
    OneDNNRuntime.check(dnnl_primitive_create(&primitive, description), "reorder")
    defer { dnnl_primitive_destroy(primitive) }
    let arguments = [
      dnnl_exec_arg_t(arg: DNNL_ARG_FROM, memory: plain.handle),
      dnnl_exec_arg_t(arg: DNNL_ARG_TO, memory: turned.handle),
    ]
    OneDNNRuntime.check(
      dnnl_primitive_execute(primitive, runtime.stream, Int32(arguments.count), arguments),
      "reorder")
    return turned
  }

  private static func fill(_ memory: OneDNNMemory, with tensor: MappedTensor) {
    precondition(memory.count == tensor.count, "\(tensor.count) values for \(memory.count)")
    memory.withValues { target in
      tensor.withValues { source in
        source.withUnsafeBufferPointer { _ = target.update(fromContentsOf: $0) }
      }
    }
  }
}
