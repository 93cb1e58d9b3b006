internal import CGit2

/// Counts the libgit2 objects that one repository has open: none may be left when it is gone.
package final class HandleCount {
    package fileprivate(set) var open = 0
}

/// A libgit2 object: made in `init`, freed when it goes out of scope.
struct Handle: ~Copyable {
    let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void
    private let count: HandleCount

    /// - Parameter make: calls the C function that fills in the pointer.
    init(
        _ function: StaticString, count: HandleCount, free: @escaping (OpaquePointer?) -> Void,
        make: (UnsafeMutablePointer<OpaquePointer?>) -> Int32
    ) throws(GitError) {
        var pointer: OpaquePointer?
        try check(function, make(&pointer))
        guard let pointer else { throw GitError(message: "\(function) gave no object") }
        self.pointer = pointer
        self.free = free
        self.count = count
        count.open += 1
    }

    deinit {
        free(pointer)
        count.open -= 1
    }
}
