internal import Glibc

/// A model's file, opened for reading; closed with the value.
struct OpenedModel: ~Copyable {
  let descriptor: Int32
  /// From 0 to `largestFile`.
  let byteCount: Int

  /// 1 GiB: thirty times what the largest network here takes, and still loadable.
  static let largestFile = 1 << 30

  /// Opens the file at `path`.
  ///
  /// - Throws: `ModelError`: `unreadable`, also for what is no regular file; `tooLarge`.
  init(path: String) throws(ModelError) {
    guard !path.utf8.contains(0) else {
      throw ModelError(.unreadable, path: path, "path holds a zero byte")
    }
    // Non-blocking, so that a FIFO is opened, seen to be none of ours and closed.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ModelError.system("cannot open", path: path) }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    let failure: ModelError? =
      if !isKnown {
        ModelError.system("cannot stat", path: path)
      } else if status.st_mode & S_IFMT != S_IFREG {
        ModelError(.unreadable, path: path, "not a regular file")
      } else if status.st_size > Self.largestFile {
        ModelError(
          .tooLarge, path: path,
          "file holds \(status.st_size) bytes, expected at most \(Self.largestFile)")
      } else { nil }
    if let failure {
      close(descriptor)
      throw failure
    }
    self.descriptor = descriptor
    byteCount = Int(status.st_size)
  }

  deinit { close(descriptor) }
}

extension ModelError {
  /// What the system says of the call that just failed: `cannot open: No such file or directory`.
  static func system(_ action: String, path: String) -> ModelError {
    ModelError(.unreadable, path: path, "\(action): \(String(cString: strerror(errno)))")
  }
}
