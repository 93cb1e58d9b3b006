/// Quoted-printable (RFC 2045, 6.7): text of any kind in lines of at most 76 columns.
enum QuotedPrintable {
    private static let width = 76

    /// With CRLF behind each line, the last too.
    static func encoded(_ text: String) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count * 5 / 4)
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for line in lines.last?.isEmpty == true ? lines.dropLast() : lines[...] { append(line, to: &encoded) }
        return encoded
    }

    private static func append(_ line: Substring.UTF8View, to encoded: inout [UInt8]) {
        var column = 0
        for (index, byte) in zip(line.indices, line) {
            let isLast = line.index(after: index) == line.endIndex
            let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || byte == 0x20 && !isLast
            let length = isPlain ? 1 : 3
            // Before the last one there is no need for the mark that the line goes on.
            if column + length > width - (isLast ? 0 : 1) {
                encoded += [UInt8(ascii: "="), 13, 10]
                column = 0
            }
            if isPlain { encoded.append(byte) } else { encoded += Array("=\(hexadecimal(byte))".utf8) }
            column += length
        }
        encoded += [13, 10]
    }
}
