/// Why bytes are not what SSH's wire encoding would have written.
package enum WireError: Error, Hashable, Sendable {
    /// They end before what was begun.
    case truncated
    /// So many are left over.
    case trailingBytes(Int)
    /// A number that is zero, negative, or preceded by a zero byte that it does not need.
    case badNumber
}

/// Takes the values of SSH's wire encoding (RFC 4251, section 5) off some bytes, one by one.
///
///     var reader = WireReader(blob) { SignatureError.encoding($0) }
///     let namespace = try reader.string()
///
/// Whatever could have been written in another way is refused. Errors are the caller's own.
package struct WireReader<Failure: Error> {
    private var rest: ArraySlice<UInt8>
    private let failure: (WireError) -> Failure

    package init(_ bytes: some Collection<UInt8>, failure: @escaping (WireError) -> Failure) {
        rest = ArraySlice(bytes)
        self.failure = failure
    }

    /// So many bytes, as they are.
    package mutating func bytes(_ count: Int) throws(Failure) -> ArraySlice<UInt8> {
        guard rest.count >= count else { throw failure(.truncated) }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    package mutating func byte() throws(Failure) -> UInt8 { try bytes(1).reduce(0) { $0 | $1 } }

    package mutating func uint32() throws(Failure) -> UInt32 { try bytes(4).reduce(0) { $0 << 8 | UInt32($1) } }

    /// Bytes preceded by their number.
    package mutating func string() throws(Failure) -> ArraySlice<UInt8> { try bytes(Int(try uint32())) }

    /// A positive `mpint`, without the zero byte that keeps it positive.
    package mutating func number() throws(Failure) -> ArraySlice<UInt8> {
        let bytes = try string()
        guard let first = bytes.first, first < 0x80 else { throw failure(.badNumber) }
        if first != 0 { return bytes }
        guard let second = bytes.dropFirst().first, second >= 0x80 else { throw failure(.badNumber) }
        return bytes.dropFirst()
    }

    /// Everything has been taken.
    package func end() throws(Failure) {
        guard rest.isEmpty else { throw failure(.trailingBytes(rest.count)) }
    }
}
