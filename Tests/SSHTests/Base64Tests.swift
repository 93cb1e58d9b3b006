import SSH
import Testing

@Suite struct Base64Tests {
    @Test(
        "RFC 4648, section 10: its vectors, both ways",
        arguments: [("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")])
    func vectors(text: String, encoded: String) {
        #expect(Base64.encode(text.utf8) == encoded)
        #expect(Base64.decode(encoded.utf8) == Array(text.utf8))
    }

    @Test("all bytes in all places come back")
    func roundTrip() {
        for length in 1...260 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ length) }
            #expect(Base64.decode(Base64.encode(bytes).utf8) == bytes)
        }
    }

    @Test(
        "one text for each value: no other padding, no blanks, no bits that are left over",
        arguments: [
            "", "Zg", "Zg=", "Zg===", "Zm9v====", "====", "=", "Z===", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n", "Zm9_",
            "Zm9-",
            "Zg==Zg==", "Zm=v", "Zé==",
        ])
    func refused(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }
}
