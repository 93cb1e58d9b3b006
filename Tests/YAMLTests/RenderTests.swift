import Testing
import YAML

@Suite struct RenderTests {
    @Test(
        "a string is quoted only where some reader would not read it as that string",
        arguments: [
            ("email", "email"), ("Full Name", "Full Name"), ("naïve 日本語 🙂", "naïve 日本語 🙂"), ("a-b_c.d/e", "a-b_c.d/e"),
            ("https://x.example/a?b=c", "https://x.example/a?b=c"), ("-1x", "-1x"), ("a#b", "a#b"),
            ("a'b\"c", "a'b\"c"),
            ("[x] y", "'[x] y'"), ("name [X]", "name [X]"), ("", "''"), ("16807", "'16807'"), ("yes", "'yes'"),
            ("014", "'014'"),
            ("12:30", "'12:30'"), ("1e3", "'1e3'"), ("null", "'null'"), ("~", "'~'"), ("2024-01-31", "'2024-01-31'"),
            ("=", "'='"), ("<<", "'<<'"), ("true", "'true'"), ("a: b", "'a: b'"), ("a:", "'a:'"), ("a #b", "'a #b'"),
            (" a", "' a'"), ("a ", "'a '"), ("- a", "'- a'"), ("-", "'-'"), ("? a", "'? a'"), ("?a", "'?a'"),
            (":a", "':a'"),
            ("&a", "'&a'"), ("*a", "'*a'"), ("!a", "'!a'"), ("|", "'|'"), (">", "'>'"), ("%a", "'%a'"), ("@a", "'@a'"),
            ("`a", "'`a'"), ("'a", "'''a'"), ("\"a", "'\"a'"), ("{{ row.a }}", "'{{ row.a }}'"), ("---", "'---'"),
            ("... x", "'... x'"), ("a\tb", "'a\tb'"), ("a\rb", "\"a\\rb\""), ("a\u{7}b", "\"a\\x07b\""),
            ("\0", "\"\\0\""),
            ("a\u{2028}b", "\"a\\u2028b\""), ("\u{FEFF}", "\"\\uFEFF\""), ("\n", "\"\\n\""),
            ("a\\b\u{85}", "\"a\\\\b\\x85\""),
        ])
    func strings(_ text: String, _ expected: String) {
        let bytes = render(document: map(["k": .string(text)]))
        #expect(String(decoding: bytes, as: UTF8.self) == "k: \(expected)\n")
        #expect(Document(bytes).root?["k"]?.value == .string(text))
    }

    @Test("text of several lines is a block, whatever its first and last lines")
    func blocks() {
        let value = map([
            "a": .string("x\ny"), "b": .string("x\ny\n"), "c": .string("x\n\ny\n\n"), "d": .string("  x\ny"),
            "e": .string("\nx"), "f": .sequence([.string("# x\n\ty ")]),
        ])
        let text = String(decoding: render(document: value), as: UTF8.self)
        #expect(
            text == """
                a: |-
                  x
                  y
                b: |
                  x
                  y
                c: |+
                  x

                  y

                d: |2-
                    x
                  y
                e: |2-

                  x
                f:
                  - |-
                    # x
                    \ty\u{20}

                """)
        #expect(Document(text).root?.value == value)
    }

    @Test("collections are blocks, lists indented under their key, empty ones in brackets")
    func collections() {
        let value = map([
            "config": map(["mappings": .sequence([lead, lead, .sequence([.int(1), .sequence([])])]), "x": map([:])]),
            "yes": .null, "<<": .scalar(.ambiguous, "yes"), "num": .scalar(.float, "1.50"), "b": .bool(false),
        ])
        let expected = """
            config:
              mappings:
                - to: Email
                  from: email
                - to: Email
                  from: email
                - - 1
                  - []
              x: {}
            'yes': null
            <<: yes
            num: 1.50
            b: false

            """
        #expect(String(decoding: render(document: value), as: UTF8.self) == expected)
        #expect(Document(expected).root?.value == value)
        let indented = expected.split(separator: "\n").joined(separator: "\r\n    ")
        #expect(render(value, indent: 4, lineEnd: "\r\n") == indented)
    }

    @Test("a root without content is brackets, a scalar root is itself")
    func roots() {
        #expect(render(document: map([:])) == Array("{}\n".utf8))
        #expect(render(document: .sequence([])) == Array("[]\n".utf8))
        #expect(render(document: .string("a\nb")) == Array("\"a\\nb\"\n".utf8))
    }
}
