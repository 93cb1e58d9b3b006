import SSH
import Testing

@Suite struct WireTests {
    private func reader(_ bytes: [UInt8]) -> WireReader<WireError> { WireReader(bytes) { $0 } }

    @Test("RFC 4251, section 5: its mpints, and how else they could have been written")
    func numbers() throws {
        var writer = WireWriter()
        writer.number([0x09, 0xa3, 0x78, 0xf9, 0xb2, 0xe3, 0x32, 0xa7])
        #expect(writer.bytes == [0, 0, 0, 8, 0x09, 0xa3, 0x78, 0xf9, 0xb2, 0xe3, 0x32, 0xa7])
        var reader = reader(writer.bytes)
        #expect(Array(try reader.number()) == [0x09, 0xa3, 0x78, 0xf9, 0xb2, 0xe3, 0x32, 0xa7])
        writer = WireWriter()
        writer.number([0, 0, 0x80])
        #expect(writer.bytes == [0, 0, 0, 2, 0, 0x80])
        reader = self.reader(writer.bytes)
        #expect(Array(try reader.number()) == [0x80])
        let bad: [[UInt8]] = [[], [0], [0x80], [0, 0x7f], [0, 0, 0x80], [0xff, 0xff]]
        for bytes in bad {
            #expect(throws: WireError.badNumber) {
                var reader = self.reader([0, 0, 0, UInt8(bytes.count)] + bytes)
                _ = try reader.number()
            }
        }
    }

    @Test("no length, however large, reaches beyond the bytes")
    func lengths() throws {
        let bad: [[UInt8]] = [
            [], [0], [0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 3, 1, 2], [0xff, 0xff, 0xff, 0xff],
            [0x7f, 0xff, 0xff, 0xff, 1],
            [0x80, 0, 0, 0, 1],
        ]
        for bytes in bad {
            #expect(throws: WireError.truncated) {
                var reader = self.reader(bytes)
                _ = try reader.string()
            }
        }
        var reader = reader([0, 0, 0, 0, 0, 0, 0, 2, 5, 6, 7])
        #expect(try reader.string().isEmpty)
        #expect(Array(try reader.string()) == [5, 6])
        #expect(throws: WireError.trailingBytes(1)) { try reader.end() }
        #expect(try reader.byte() == 7)
        try reader.end()
        #expect(throws: WireError.truncated) { _ = try reader.byte() }
    }
}
