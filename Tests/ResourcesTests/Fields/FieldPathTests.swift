import Resources
import Testing

@Suite struct FieldPathTests {
    @Test(
        "F8 a field is named in words that cannot be mistaken",
        arguments: [
            ([.key("primaryKey")], "primaryKey"),
            ([.key("config"), .key("mappings"), .item("Email"), .key("from")], "config.mappings[Email].from"),
            ([.key("config"), .key("mappings"), .order], "config.mappings (order)"),
            (
                [.key("schedule"), .key("schedule"), .key("expressions"), .index(2), .key("time")],
                "schedule.schedule.expressions[2].time"
            ),
            ([.key("config"), .key("a.b")], "config.\"a.b\""),
            ([.key("config"), .key("")], "config.\"\""),
            ([.key("tags"), .element("vip")], "tags[vip]"),
            ([.key("x"), .item("2")], "x[\"2\"]"),
            ([.key("x"), .item("a]b")], "x[\"a]b\"]"),
            ([.key("x"), .item("First Name")], "x[First Name]"),
            ([.key("x"), .item("$email.work")], "x[$email.work]"),
            ([.key("größe"), .item("naïve")], "größe[naïve]"),
            ([.key("a\u{1B}[31m")], "\"a\\u{1b}[31m\""),
            ([.key("a\u{202E}b"), .item("c\nd")], "\"a\\u{202e}b\"[\"c\\nd\"]"),
            ([.item("id"), .key("type")], "[id].type"),
            ([], "the whole file"),
        ] as [([FieldPath.Segment], String)])
    func words(segments: [FieldPath.Segment], expected: String) {
        #expect(FieldPath(segments).description == expected)
    }

    @Test("A key with a dot, an item called 2 and the second item are different fields")
    func typed() {
        let paths = [
            FieldPath([.key("a"), .key("b")]), FieldPath([.key("a.b")]), FieldPath([.key("a"), .item("2")]),
            FieldPath([.key("a"), .index(2)]), FieldPath([.key("a"), .element("2")]),
            FieldPath([.key("a"), .key("2")]),
            FieldPath([.key("a"), .order]), FieldPath([.key("a"), .item("\u{E9}")]),
            FieldPath([.key("a"), .item("e\u{301}")]),
        ]
        #expect(Set(paths).count == paths.count)
        #expect(
            Set(paths.map { $0.segments.map(\.typedForm) }).count == paths.count - 1, "texts compare canonically here")
        #expect(Set(paths.map { $0.segments.map { $0.typedForm.map { Array($0.utf8) } } }).count == paths.count)
    }

    @Test("Fields sort by key and position, a field before what it contains")
    func order() {
        let sorted = [
            FieldPath([]), FieldPath([.key("a")]), FieldPath([.key("a"), .key("b")]), FieldPath([.key("a"), .order]),
            FieldPath([.key("a"), .item("x")]), FieldPath([.key("a"), .index(2)]), FieldPath([.key("a"), .index(10)]),
            FieldPath([.key("b")]),
        ]
        #expect(sorted.reversed().sorted() == sorted)
    }

    @Test("A field overlaps what it contains")
    func overlap() {
        let mappings = FieldPath([.key("config"), .key("mappings")])
        #expect(mappings.overlaps(mappings.appending(.item("Email"))))
        #expect(mappings.appending(.item("Email")).overlaps(mappings))
        #expect(!mappings.appending(.item("Email")).overlaps(mappings.appending(.item("Name"))))
    }

    @Test(
        "F4 every field has its class",
        arguments: [
            (.model("x"), "name", .people), (.model("x"), "description", .people), (.model("x"), "tags", .people),
            (.model("x"), "folder", .people), (.model("x"), "rawSql", .query), (.model("x"), "tableName", .query),
            (.model("x"), "customQuery", .query), (.model("x"), "dbtModel", .query), (.model("x"), "columns", .columns),
            (.model("x"), "primaryKey", .configuration), (.model("x"), "source", .configuration),
            (.model("x"), "type", .configuration), (.model("x"), "somethingNew", .configuration),
            (.sync("x"), "description", .people), (.sync("x"), "schedule", .schedule),
            (.sync("x"), "schedulePaused", .schedule), (.sync("x"), "config", .configuration),
            (.sync("x"), "model", .configuration), (.sync("x"), "destination", .configuration),
            (.columns("x"), "columns", .columns), (.columns("x"), "name", .columns), (.settings, "members", .settings),
            (.settings, "name", .settings), (.aliases("aliases-a.yaml"), "name", .settings),
        ] as [(GovernedFile, String, FieldClass)])
    func classes(file: GovernedFile, key: String, expected: FieldClass) {
        #expect(fieldClass(of: FieldPath([.key(key)]), in: file) == expected)
        #expect(fieldClass(of: FieldPath([.key(key), .key("name")]), in: file) == expected)
        #expect(expected.needsApproval == (expected != .people))
    }

    @Test("F4 the whole file is never only for people")
    func wholeFile() {
        for file in [GovernedFile.model("x"), .sync("x"), .columns("x"), .settings, .aliases("aliases-x.yaml")] {
            #expect(fieldClass(of: .root, in: file).needsApproval)
        }
        // A nested key that is called as one for people is not.
        #expect(fieldClass(of: FieldPath([.key("config"), .key("name")]), in: .sync("x")) == .configuration)
    }
}
