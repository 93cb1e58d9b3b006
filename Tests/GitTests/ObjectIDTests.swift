import Git
import Testing

@Suite struct ObjectIDTests {
    @Test("an object id is 40 hexadecimal digits, and nothing else is")
    func hex() throws {
        let text = "0123456789abcdef0123456789abcdef01234567"
        let id = try #require(ObjectID(hex: text))
        #expect(id.hex == text)
        #expect(id.short == "01234567")
        #expect(ObjectID(hex: text.uppercased()) == id)
        #expect(ObjectID(bytes: id.bytes) == id)
        #expect(id.bytes.count == 20 && id.bytes[1] == 0x23 && id.bytes[19] == 0x67)
        for bad in ["", "0123", text + "0", String(text.dropLast()) + "g", String(text.dropLast()) + "é"] {
            #expect(ObjectID(hex: bad) == nil, "\(bad)")
        }
    }

    @Test("object ids are ordered as their digits")
    func order() throws {
        let texts = ["00", "01", "7f", "80", "ff"].flatMap { end in
            ["0" + String(repeating: "0", count: 37) + end, end + String(repeating: "0", count: 38)]
        }
        let ids = try texts.map { try #require(ObjectID(hex: $0)) }
        #expect(ids.sorted().map(\.hex) == texts.sorted())
        #expect(ObjectID.zero.hex == String(repeating: "0", count: 40))
        #expect(ObjectID.emptyTree.hex == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
    }
}
