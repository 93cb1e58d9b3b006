import Testing

@testable import Liquid

/// Every template gets the verdict of LiquidJS, which fills templates in: no error blocks what it takes, and what it refuses
/// is told before it goes live.
@Suite("The verdict of LiquidJS") struct VerdictTests {
    @Test("A204 what LiquidJS takes as it is written is no problem", arguments: Verdicts.taken)
    func taken(template: String) {
        #expect(Liquid.parse(template).problems == [])
    }

    @Test("A204 what LiquidJS refuses is an error, and one", arguments: Verdicts.refused)
    func refused(template: String, message: String) {
        let problems = Liquid.parse(template).problems
        #expect(problems.map(\.message) == [message])
        #expect(problems.allSatisfy { $0.kind.isFatal })
    }

    @Test("A204 what LiquidJS takes in its lax way is a warning that says what comes out", arguments: Verdicts.lax)
    func lax(template: String, message: String) {
        let problems = Liquid.parse(template).problems
        #expect(problems.map(\.message) == [message])
        #expect(problems.map(\.kind) == [.lax])
    }

    @Test(
        "A204 a filter that is not known passes the value on: Hightouch may have it",
        arguments: [
            ("{{ row.a | upcse }}", ["upcase"]), ("{{ row.a | uppercase }}", ["upcase"]),
            ("{{ row.a | trim }}", ["strip"]),
            ("{{ row.a | money }}", []), ("{{ row.a | number_with_delimiter: ',' }}", []),
            ("{{ | to_dat }}", ["to_date"]),
        ] as [(String, [String])])
    func unknownFilter(template: String, near: [String]) {
        let problems = Liquid.parse(template).problems
        #expect(problems.map(\.kind) == [.unknownFilter])
        #expect(problems.flatMap { $0.suggestions.prefix(1) } == near)
    }

    @Test(
        "A204 Hightouch's own filters are known, with nothing before them too",
        arguments: [
            "cast: 'string'", "parse", "regex_replace: '[^0-9]', ''", "to_date", "to_unix", "null_if_empty",
            "validate_email", "slack_user_lookup", "json_construct: 'a', row.b", "md5", "sha256",
        ])
    func ownFilters(filter: String) {
        #expect(Liquid.parse("{{ row.a | \(filter) }}").problems == [])
        #expect(Liquid.parse("{% assign x = | \(filter) %}{{ x }}").problems == [])
    }

    @Test("A204 a value that is passed over is not read")
    func passedOver() {
        let read = { (template: String) in Liquid.parse(template).variables.map { $0.path.joined(separator: "/") } }
        #expect(read("{{ row.a row.b }}") == ["row/a"])
        #expect(read("{{ a - b }}") == ["a"])
        #expect(read("{{ row.Full Name }}") == [])
        #expect(read("{{ row.a | default: x: row.b }}") == ["row/a", "row/b"])
        #expect(read("{{ row['it\\'s'].b }}") == ["row/it's/b"])
    }
}
