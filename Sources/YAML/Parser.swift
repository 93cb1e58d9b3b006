import CYAML

/// libyaml's event parser over a text that outlives it.
///
/// On the heap, because libyaml keeps a pointer to the parser in itself (`yaml_parser_set_input_string`).
struct Parser: ~Copyable {
    private let handle: UnsafeMutablePointer<yaml_parser_t>

    /// - Parameter text: UTF-8 without a byte-order mark.
    init(_ text: UnsafeBufferPointer<UInt8>) {
        handle = .allocate(capacity: 1)
        guard yaml_parser_initialize(handle) == 1 else { fatalError("libyaml: out of memory") }
        // With the encoding given, libyaml does not look for a byte-order mark.
        yaml_parser_set_encoding(handle, YAML_UTF8_ENCODING)
        // "input: A pointer to the input": an empty array has none, and libyaml asserts that there is one.
        if let start = text.baseAddress {
            yaml_parser_set_input_string(handle, start, text.count)
        } else {
            yaml_parser_set_input_string(handle, [0], 0)
        }
    }

    deinit {
        yaml_parser_delete(handle)
        handle.deallocate()
    }

    /// "Parse the input stream and produce the next parsing event": false on an error, which `error` then describes.
    /// The caller frees the event with `yaml_event_delete`.
    func next(_ event: inout yaml_event_t) -> Bool { yaml_parser_parse(handle, &event) == 1 }

    struct Failure {
        var message: String
        /// What the parser was at, and since where.
        var context: String?
        var contextMark: yaml_mark_t
        var mark: yaml_mark_t
    }

    var error: Failure {
        Failure(
            message: handle.pointee.problem.map { String(cString: $0) } ?? "",
            context: handle.pointee.context.map { String(cString: $0) },
            contextMark: handle.pointee.context_mark,
            mark: handle.pointee.problem_mark)
    }
}
