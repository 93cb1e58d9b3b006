import Testing
import YAML

/// An edit, the file before it and after it.
struct EditCase: CustomTestStringConvertible, Sendable {
    var name: String
    var before: String
    var edit: Edit
    var after: String

    enum Edit: Sendable {
        case replace([Step], Value)
        case add(String, Value, [Step], after: String? = nil)
        case insert(Value, Int, [Step])
        case remove([Step])
    }

    init(_ name: String, _ before: String, _ edit: Edit, _ after: String) {
        (self.name, self.before, self.edit, self.after) = (name, before, edit, after)
    }

    var testDescription: String { name }

    func result() throws(EditError) -> String {
        let document = Document(Array(before.utf8))
        let bytes =
            switch edit {
            case .replace(let path, let value): try document.replacing(path, with: .value(value))
            case .add(let key, let value, let path, let after):
                try document.adding(key, .value(value), to: path, after: after)
            case .insert(let value, let index, let path): try document.inserting(.value(value), at: index, in: path)
            case .remove(let path): try document.removing(path)
            }
        return String(decoding: bytes, as: UTF8.self)
    }
}

func map(_ pairs: KeyValuePairs<String, Value>) -> Value {
    .mapping(pairs.map { Value.Pair(key: $0.key, value: $0.value) })
}

let lead = map(["to": .string("Email"), "from": .string("email")])

@Suite struct EditTests {
    @Test(
        "replacing puts the new value in the place of the old and leaves every other byte alone",
        arguments: [
            EditCase("plain", "a: 1\nb: x # why\nc: 2\n", .replace(["b"], .string("z")), "a: 1\nb: z # why\nc: 2\n"),
            EditCase("quotes are kept", "a: \"x\"\nb: 'x'\n", .replace(["a"], .string("y")), "a: \"y\"\nb: 'x'\n"),
            EditCase("single quotes too", "b: 'x'\n", .replace(["b"], .string("it's")), "b: 'it''s'\n"),
            EditCase("needs quotes", "b: x\n", .replace(["b"], .string("yes")), "b: 'yes'\n"),
            EditCase("unquoted bool", "b: 'x'\n", .replace(["b"], .bool(true)), "b: true\n"),
            EditCase("CRLF", "a: 1\r\nb: x\r\n", .replace(["b"], .string("y\nz")), "a: 1\r\nb: |-\r\n  y\r\n  z\r\n"),
            EditCase(
                "mark, no last line end", "\u{FEFF}a: é\nb: ü", .replace(["b"], .string("ö")), "\u{FEFF}a: é\nb: ö"),
            EditCase(
                "mark, first key", "\u{FEFF}a: é\nb: ü", .replace(["a"], lead),
                "\u{FEFF}a:\n  to: Email\n  from: email\nb: ü"),
            EditCase("empty", "a:\nb: 1\n", .replace(["a"], .string("x")), "a: x\nb: 1\n"),
            EditCase("empty, comment", "a:   # c\nb: 1\n", .replace(["a"], .string("x")), "a: x   # c\nb: 1\n"),
            EditCase("empty item", "- # c\n- 1\n", .replace([0], .string("x")), "- x # c\n- 1\n"),
            EditCase(
                "in brackets", "a: {b: 1, c: [x, y]}\n", .replace(["a", "c", 1], .string("z,")),
                "a: {b: 1, c: [x, 'z,']}\n"),
            EditCase("null in brackets", "a: {b, c: }\n", .replace(["a", "b"], .int(1)), "a: {b: 1, c: }\n"),
            EditCase("null in brackets with colon", "a: {b, c: }\n", .replace(["a", "c"], .int(1)), "a: {b, c: 1 }\n"),
            EditCase(
                "collection in brackets", "a: {b: 1}\n", .replace(["a", "b"], lead),
                "a: {b: {to: Email, from: email}}\n"),
            EditCase(
                "literal by literal", "q: |-\n    select 1\n    from x\np: id\n",
                .replace(["q"], .string("select 2\nfrom y")), "q: |-\n    select 2\n    from y\np: id\n"),
            EditCase(
                "literal, comment", "q: |- # why\n  a\n  b\n\n# c\np: id\n", .replace(["q"], .string("x")),
                "q: x # why\n\n# c\np: id\n"),
            EditCase("kept lines", "q: |+\n  a\n\n\np: id\n", .replace(["q"], .string("x")), "q: x\np: id\n"),
            EditCase(
                "plain by literal, comment", "q: a # why\np: id\n", .replace(["q"], .string("x\ny\n")),
                "q: | # why\n  x\n  y\np: id\n"),
            EditCase(
                "several lines in quotes", "q: \"a\n  b\" # c\np: id\n", .replace(["q"], .string("x")),
                "q: \"x\" # c\np: id\n"),
            EditCase(
                "scalar by mapping", "q: a # why\np: id\n", .replace(["q"], lead),
                "q: # why\n  to: Email\n  from: email\np: id\n"),
            EditCase(
                "mapping by scalar", "q: # why\n  # x\n  a: 1\n\n  b: 2 # y\n# z\np: id\n",
                .replace(["q"], .string("x")), "q: x # why\n# z\np: id\n"),
            EditCase(
                "mapping by mapping", "q: # why\n    a: 1\n    b: 2\np: id\n", .replace(["q"], lead),
                "q: # why\n    to: Email\n    from: email\np: id\n"),
            EditCase(
                "list at its key's column", "q:\n- a\n- b\np: id\n", .replace(["q"], .sequence([.string("x")])),
                "q:\n- x\np: id\n"),
            EditCase("list by empty list", "q:\n- a\n- b\np: id\n", .replace(["q"], .sequence([])), "q: []\np: id\n"),
            EditCase(
                "empty list by list", "p: id\nq: []", .replace(["q"], .sequence([lead])),
                "p: id\nq:\n  - to: Email\n    from: email"),
            EditCase(
                "full list in brackets", "tags: [a, b] # c\n", .replace(["tags"], .sequence([.string("x")])),
                "tags: [x] # c\n"),
            EditCase(
                "item mapping by scalar", "- a: 1 # c\n- b: 1\n  c: 2\n- d\n", .replace([1], .string("x")),
                "- a: 1 # c\n- x\n- d\n"),
            EditCase("item mapping of one line", "- a: 1 # c\n- d\n", .replace([0], .string("x")), "- x # c\n- d\n"),
            EditCase("item scalar by mapping", "- a\n- b\n", .replace([0], lead), "- to: Email\n  from: email\n- b\n"),
            EditCase(
                "item with comment by mapping", "- a # c\n- b\n", .replace([0], lead),
                "- # c\n  to: Email\n  from: email\n- b\n"),
            EditCase("value on the next line", "a:\n  x\nb: 1\n", .replace(["a"], .string("z")), "a:\n  z\nb: 1\n"),
            EditCase(
                "value on the next line by list", "a: # c\n  x\nb: 1\n", .replace(["a"], .sequence([.int(1)])),
                "a: # c\n  - 1\nb: 1\n"),
            EditCase("anchored", "a: &x 1\nb: 2\n", .replace(["a"], .int(3)), "a: 3\nb: 2\n"),
            EditCase("alias", "a: &x 1\nb: *x\n", .replace(["b"], .int(3)), "a: &x 1\nb: 3\n"),
            EditCase("anchored mapping", "a: &x # c\n  b: 1\nb: 2\n", .replace(["a"], .int(3)), "a: 3 # c\nb: 2\n"),
            EditCase("root", "# c\na: 1\nb: 2\n# d\n", .replace([], lead), "# c\nto: Email\nfrom: email\n# d\n"),
        ])
    func replace(_ table: EditCase) throws { #expect(try table.result() == table.after) }

    @Test(
        "adding writes a new entry behind the one named, else last",
        arguments: [
            EditCase("last", "a: 1\nb: 2 # c\n\n# end\n", .add("c", .int(3), []), "a: 1\nb: 2 # c\nc: 3\n\n# end\n"),
            EditCase(
                "behind a block", "a:\n  b: 1\n  # in a\n# of c\nc: 1\n", .add("x", .int(3), [], after: "a"),
                "a:\n  b: 1\n  # in a\nx: 3\n# of c\nc: 1\n"),
            EditCase("no last line end", "a: 1", .add("c", .int(3), []), "a: 1\nc: 3"),
            EditCase(
                "CRLF, no last line end", "a: 1\r\nb: 2", .add("c", lead, []),
                "a: 1\r\nb: 2\r\nc:\r\n  to: Email\r\n  from: email"),
            EditCase(
                "behind a literal", "q: |-\n  x\n\np: 1\n", .add("c", .int(3), [], after: "q"),
                "q: |-\n  x\nc: 3\n\np: 1\n"),
            EditCase(
                "behind a literal without line end", "p: 1\nq: |\n  x", .add("c", .int(3), []),
                "p: 1\nq: |-\n  x\nc: 3"),
            EditCase(
                "literal where the last line has no end", "a: 1", .add("b", .string("x\n\ny\n"), []),
                "a: 1\nb: |\n  x\n\n  y\n"),
            EditCase(
                "kept lines in front of blank lines", "a: 1\n\nb: 2\n", .add("c", .string("x\n\n"), [], after: "a"),
                "a: 1\nc: \"x\\n\\n\"\n\nb: 2\n"),
            EditCase("mark only", "\u{FEFF}", .add("a", .int(1), []), "\u{FEFF}a: 1\n"),
            EditCase("empty file", "", .add("a", .int(1), []), "a: 1\n"),
            EditCase("comments only", "# c\n", .add("a", .int(1), []), "# c\na: 1\n"),
            EditCase("empty map", "a: {} # c\nb: 1\n", .add("x", .int(1), ["a"]), "a: # c\n  x: 1\nb: 1\n"),
            EditCase("null", "a:\nb: 1\n", .add("x", .int(1), ["a"]), "a:\n  x: 1\nb: 1\n"),
            EditCase("null, written", "a: null\nb: 1\n", .add("x", .int(1), ["a"]), "a:\n  x: 1\nb: 1\n"),
            EditCase("empty root", "{}\n", .add("x", .int(1), []), "x: 1\n"),
            EditCase("in brackets", "a: {b: 1}\n", .add("x", .string("a b"), ["a"]), "a: {b: 1, x: a b}\n"),
            EditCase(
                "in brackets, first", "a: {b: 1, c: 2}\n", .add("x", .null, ["a"], after: "b"),
                "a: {b: 1, x: null, c: 2}\n"),
            EditCase("in empty brackets", "a: [{ }]\n", .add("x", .int(1), ["a", 0]), "a: [{x: 1}]\n"),
            EditCase(
                "brackets over lines", "a: {\n  b: 1\n}\n", .add("x", .int(1), ["a"]), "a: {\n  b: 1,\n  x: 1\n}\n"),
            EditCase(
                "to an item", "- a: 1\n  b: 2\n- c: 1\n", .add("x", .int(1), [0], after: "a"),
                "- a: 1\n  x: 1\n  b: 2\n- c: 1\n"),
            EditCase(
                "four spaces", "a:\n    b:\n        - c\n", .add("x", .sequence([lead]), ["a"]),
                "a:\n    b:\n        - c\n    x:\n        - to: Email\n          from: email\n"),
        ])
    func add(_ table: EditCase) throws { #expect(try table.result() == table.after) }

    @Test(
        "inserting gives the new item its index",
        arguments: [
            EditCase(
                "first", "a:\n  # of x\n  - x\n  - y\n", .insert(.int(1), 0, ["a"]),
                "a:\n  - 1\n  # of x\n  - x\n  - y\n"),
            EditCase(
                "between", "a:\n- x # c\n# of y\n- y\n", .insert(lead, 1, ["a"]),
                "a:\n- x # c\n- to: Email\n  from: email\n# of y\n- y\n"),
            EditCase(
                "last", "a:\n  - x: 1\n    y: 2\nb: 1\n", .insert(lead, 1, ["a"]),
                "a:\n  - x: 1\n    y: 2\n  - to: Email\n    from: email\nb: 1\n"),
            EditCase("empty list", "a: []\n", .insert(.int(1), 0, ["a"]), "a:\n  - 1\n"),
            EditCase("brackets", "a: [x, y]\n", .insert(.int(1), 0, ["a"]), "a: [1, x, y]\n"),
            EditCase("brackets, last", "a: [x, y]\n", .insert(.int(1), 2, ["a"]), "a: [x, y, 1]\n"),
            EditCase("lists in lists", "- - a\n  - b\n- c\n", .insert(.int(1), 0, [0]), "- - 1\n  - a\n  - b\n- c\n"),
            EditCase("empty items", "-\n-\n", .insert(.int(1), 1, []), "-\n- 1\n-\n"),
            EditCase(
                "item below its dash", "a:\n  -\n    # c\n    b: 1\n", .insert(.int(1), 0, ["a"]),
                "a:\n  - 1\n  -\n    # c\n    b: 1\n"),
        ])
    func insert(_ table: EditCase) throws { #expect(try table.result() == table.after) }

    @Test(
        "removing takes the comments of the entry with it, and no others",
        arguments: [
            EditCase("entry", "a: 1\n# of b\nb: 2 # b\n# of c\nc: 3\n", .remove(["b"]), "a: 1\n# of c\nc: 3\n"),
            EditCase("block", "a: 1\nb:\n  c: 1\n  # in b\nc: 3\n", .remove(["b"]), "a: 1\nc: 3\n"),
            EditCase(
                "comment of another level", "a:\n  b: 1\n  # in a\nc: 3\nd: 4\n", .remove(["c"]),
                "a:\n  b: 1\n  # in a\nd: 4\n"),
            EditCase("last, no line end", "a: 1\nb: 2", .remove(["b"]), "a: 1\n"),
            EditCase("literal", "q: |-\n  a\n  # b\np: 1\n", .remove(["q"]), "p: 1\n"),
            EditCase("kept lines", "q: |+\n  a\n\n\np: 1\n", .remove(["q"]), "p: 1\n"),
            EditCase("only entry", "a: # c\n  b: 1\nc: 1\n", .remove(["a", "b"]), "a: {} # c\nc: 1\n"),
            EditCase("only item", "a:\n  # c\n  - b: 1 # d\nc: 1\n", .remove(["a", 0]), "a: []\nc: 1\n"),
            EditCase("only key", "# c\n\na: 1\n", .remove(["a"]), "# c\n\n{}\n"),
            EditCase("first of an item", "- a: 1 # c\n  b: 2\n- c\n", .remove([0, "a"]), "- b: 2\n- c\n"),
            EditCase(
                "first of an item, comment", "- a: 1\n  # of b\n  b: 2\n", .remove([0, "a"]), "-\n  # of b\n  b: 2\n"),
            EditCase("only of an item", "- a: 1 # c\n- c\n", .remove([0, "a"]), "- {} # c\n- c\n"),
            EditCase("list in list", "- - a\n  - b\n- c\n", .remove([0, 0]), "- - b\n- c\n"),
            EditCase("brackets first", "a: [x, y, z]\n", .remove(["a", 0]), "a: [y, z]\n"),
            EditCase("brackets last", "a: [x, y, z]\n", .remove(["a", 2]), "a: [x, y]\n"),
            EditCase("brackets only", "a: [ x ]\n", .remove(["a", 0]), "a: []\n"),
            EditCase("brackets entry", "a: {x: 1, y: }\n", .remove(["a", "y"]), "a: {x: 1 }\n"),
            EditCase(
                "brackets over lines", "a: [\n  x, # x\n  # of y\n  y\n]\n", .remove(["a", 1]), "a: [\n  x, # x\n]\n"),
            EditCase("CRLF", "a: 1\r\nb: 2\r\nc: 3\r\n", .remove(["b"]), "a: 1\r\nc: 3\r\n"),
        ])
    func remove(_ table: EditCase) throws { #expect(try table.result() == table.after) }

    @Test(
        "an edit that can not be what was asked is refused",
        arguments: [
            EditCase("no such key", "a: 1\n", .remove(["b"]), "there is no `b`"),
            EditCase("not readable", "a: [\n", .remove(["a"]), "the file cannot be read as YAML"),
            EditCase(
                "in an alias", "a: &x {b: 1, c: 1}\nd: *x\n", .remove(["d", "b"]),
                "`d` is an alias: it is written elsewhere, for several places"),
            EditCase(
                "shared text", "a: &x {b: 1, c: 1}\nd: *x\n", .remove(["a", "b"]),
                "the edit would change more of the file than was asked"),
            EditCase(
                "anchor in use", "a: &x 1\nd: *x\n", .replace(["a"], .int(2)),
                "the edit would break the file: the alias *x has no anchor &x before it"),
            EditCase("twice", "a: 1\na: 2\n", .remove(["a"]), "the key `a` appears twice"),
            EditCase("there already", "a: 1\n", .add("a", .int(1), []), "the key `a` is there already"),
            EditCase("not a map", "a: [1]\n", .add("b", .int(1), ["a"]), "`a` is not a mapping"),
            EditCase("not a list", "a: x\n", .insert(.int(1), 0, ["a"]), "`a` is not a list"),
            EditCase("too far", "a: [1]\n", .insert(.int(1), 2, ["a"]), "there is no item 1"),
            EditCase(
                "explicit key", "? a\n: 1\nb: 2\n", .replace(["a"], .int(2)), "keys written with `?` are not edited"),
        ])
    func refuse(_ table: EditCase) {
        #expect(throws: EditError(reason: table.after)) { try table.result() }
    }
}
