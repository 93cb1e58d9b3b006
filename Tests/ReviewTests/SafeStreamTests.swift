import Review
import Synchronization
import Testing

@Suite("What git and a server say") struct SafeStreamTests {
    private func shown(_ parts: [UInt8]...) -> String {
        let output = Mutex<[UInt8]>([])
        let stream = SafeStream { bytes in output.withLock { $0 += bytes } }
        for part in parts { stream.write(part) }
        return String(decoding: output.withLock { $0 }, as: UTF8.self)
    }

    @Test(
        "reaches the terminal as text, whatever it is",
        arguments: [
            ("remote: done\n", "remote: done\n"), ("Counting: 50%\rCounting: 100%, done.\n", nil), ("a\tb\n", nil),
            ("José 👩‍💻 ❤️ 日本\n", nil), ("\u{9B}2J\u{9D}31;x\u{9C}\n", #"\u{9b}2J\u{9d}31;x\u{9c}"# + "\n"),
            ("\u{202E}evil \u{1B}[31m\n", #"\u{202e}evil \u{1b}[31m"# + "\n"),
            ("a\u{7F}\u{8}\u{7}\u{0}b", #"a\u{7f}\u{8}\u{7}\u{0}b"#),
            ("\u{61C}\u{200F}\u{2066}", #"\u{61c}\u{200f}\u{2066}"#),
            ("\u{2028}\u{85}\u{FEFF}\u{E0041}", #"\u{2028}\u{85}\u{feff}\u{e0041}"#),
        ] as [(String, String?)])
    func whole(_ text: String, _ expected: String?) { #expect(shown(Array(text.utf8)) == expected ?? text) }

    @Test("bytes that are no text are written out, and the text around them stays")
    func bytes() {
        #expect(shown([0x9B, 0x32, 0x4A, 0x0A]) == "\\x9b2J\n")
        #expect(shown([0x61, 0xC2, 0x41, 0xFF, 0xE2, 0x80, 0x62]) == "a\\xc2A\\xff\\xe2\\x80b")
        // Overlong, a surrogate, beyond the last.
        #expect(shown([0xC0, 0x9B], [0xED, 0xA0, 0x80], [0xF5, 0x80]) == "\\xc0\\x9b\\xed\\xa0\\x80\\xf5\\x80")
    }

    @Test("a character that comes in pieces is one, and is judged as one")
    func pieces() {
        let text = Array("é日👩\u{9B}\u{202E}x\n".utf8)
        for cut in 0...text.count {
            #expect(shown(Array(text[..<cut]), Array(text[cut...])) == "é日👩\\u{9b}\\u{202e}x\n")
        }
        let output = Mutex("")
        let stream = SafeStream { bytes in output.withLock { $0 += String(decoding: bytes, as: UTF8.self) } }
        for byte in text { stream.write([byte]) }
        #expect(output.withLock { $0 } == "é日👩\\u{9b}\\u{202e}x\n")
    }

    @Test("no line is a command to a CI runner, however it is cut")
    func commands() {
        let text = Array("a\n \t::error::x\r::b\na ::c\n##[group]x\n:\n:d\n".utf8)
        let expected = "a\n \t:\\u{3a}error::x\r:\\u{3a}b\na ::c\n##\\u{5b}group]x\n:\n:d\n"
        for cut in 0...text.count { #expect(shown(Array(text[..<cut]), Array(text[cut...])) == expected) }
    }
}
