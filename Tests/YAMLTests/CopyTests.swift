import Testing
import YAML

@Suite struct CopyTests {
    private static let published = """
        # of the model
        model: leads   # which
        config:
            mode: upsert
            # who
            mappings:
                # main address
                - to: Email   # the key
                  from: email
                  # behind
                - {to: Name, from: "full name"}
                -   to: Id
                    lookup:
                        by: id
            query: |-   # why
                select 1

                from x
            tags: [a, b]
        anchored: &x
            by: id
        shared: *x
        note: 'one
            two'
        """

    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var before: String
        var path: [Step]
        var place: Place
        var after: String

        enum Place: Sendable {
            case entry(String, [Step])
            case item(Int, [Step])
            case value([Step])
        }

        init(_ name: String, _ before: String, _ path: [Step], _ place: Place, _ after: String) {
            (testDescription, self.before, self.path, self.place, self.after) = (name, before, path, place, after)
        }
    }

    @Test(
        "a copy brings its text and its comments along, at the indentation of its new place",
        arguments: [
            Case("entry", "a: 1\n", ["model"], .entry("model", []), "a: 1\n# of the model\nmodel: leads   # which\n"),
            Case("entry, new name", "a: 1\n", ["model"], .entry("b", []), "a: 1\nb: leads\n"),
            Case(
                "entry, less indentation", "a:\n  b: 1\n", ["config", "mappings"], .entry("mappings", ["a"]),
                """
                a:
                  b: 1
                  # who
                  mappings:
                      # main address
                      - to: Email   # the key
                        from: email
                        # behind
                      - {to: Name, from: "full name"}
                      -   to: Id
                          lookup:
                              by: id

                """),
            Case(
                "item", "m:\n- to: A\n  from: b\n# end\n", ["config", "mappings", 0], .item(1, ["m"]),
                "m:\n- to: A\n  from: b\n# main address\n- to: Email   # the key\n  from: email\n  # behind\n# end\n"),
            Case(
                "item to the front, CRLF", "m:\r\n  - to: A\r\n", ["config", "mappings", 0], .item(0, ["m"]),
                "m:\r\n  # main address\r\n  - to: Email   # the key\r\n    from: email\r\n    # behind\r\n  - to: A\r\n"
            ),
            Case(
                "item of an empty list", "m: [] # c\n", ["config", "mappings", 0], .item(0, ["m"]),
                "m: # c\n  # main address\n  - to: Email   # the key\n    from: email\n    # behind\n"),
            Case(
                "item in brackets", "m:\n  - 1\n", ["config", "mappings", 1], .item(1, ["m"]),
                "m:\n  - 1\n  - {to: Name, from: \"full name\"}\n"),
            Case(
                "item into brackets", "m: [1]\n", ["config", "mappings", 0], .item(0, ["m"]),
                "m: [{to: Email, from: email}, 1]\n"),
            Case(
                "block scalar", "q: old # c\n", ["config", "query"], .value(["q"]),
                "q: |- # c\n    select 1\n\n    from x\n"),
            Case(
                "block scalar over block scalar", "a:\n  q: |\n    old\n  b: 1\n", ["config", "query"],
                .value(["a", "q"]),
                "a:\n  q: |-\n      select 1\n\n      from x\n  b: 1\n"),
            Case(
                "collection over scalar", "m: old # c\nn: 1\n", ["config", "mappings", 2, "lookup", "by"],
                .value(["m"]),
                "m: id # c\nn: 1\n"),
            Case("quotes", "n: old # c\n", ["config", "mappings", 1, "from"], .value(["n"]), "n: \"full name\" # c\n"),
            Case("several lines", "a:\n  n: x\n", ["note"], .value(["a", "n"]), "a:\n  n: 'one\n      two'\n"),
            Case("brackets", "n: x\n", ["config", "tags"], .value(["n"]), "n: [a, b]\n"),
            Case("alias: by its value", "n: x\nm: 1\n", ["shared"], .value(["n"]), "n:\n  by: id\nm: 1\n"),
            Case(
                "item mapping as value", "n:\n  a: 1\nm: 1\n", ["config", "mappings", 0], .value(["n"]),
                "n:\n  to: Email   # the key\n  from: email\n  # behind\nm: 1\n"),
            Case(
                "list over list", "n:\n- a\nm: 1\n", ["config", "mappings"], .value(["n"]),
                """
                n:
                    # main address
                    - to: Email   # the key
                      from: email
                      # behind
                    - {to: Name, from: "full name"}
                    -   to: Id
                        lookup:
                            by: id
                m: 1

                """),
        ])
    func copies(_ table: Case) throws {
        let source = Document(Self.published)
        #expect(source.problems.isEmpty)
        let document = Document(table.before)
        let bytes =
            switch table.place {
            case .entry(let key, let path):
                try document.adding(key, .copied(from: source, at: table.path), to: path, after: nil)
            case .item(let index, let path):
                try document.inserting(.copied(from: source, at: table.path), at: index, in: path)
            case .value(let path): try document.replacing(path, with: .copied(from: source, at: table.path))
            }
        #expect(String(decoding: bytes, as: UTF8.self) == table.after)
    }

    @Test("a copy of nothing is refused")
    func missing() {
        #expect(throws: EditError(reason: "there is no `b`")) {
            try Document("a: 1\n").replacing(["a"], with: .copied(from: Document("a: 1\n"), at: ["b"]))
        }
    }
}
