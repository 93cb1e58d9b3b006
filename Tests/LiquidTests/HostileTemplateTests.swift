import Support
import Testing

@testable import Liquid

@Suite("Hostile templates") struct HostileTemplateTests {
    static let templates: [(name: String, text: String)] = [
        ("ifs", HostileText.many("{% if a %}", 18_000)),
        ("ifs that close", HostileText.nested("{% if a %}", "{% endif %}", 8_000)),
        ("ends of nothing", HostileText.many("{% if a %}", 8_000) + HostileText.many("{% endfor %}", 8_000)),
        (
            "ends of other things",
            HostileText.many("{% if a %}{% for b in c %}", 4_000) + HostileText.many("{% endif %}", 4_000)
        ),
        ("parentheses", "{{ " + HostileText.many("(", 80_000) + " }}"),
        ("brackets", "{{ a" + HostileText.many("[b", 80_000) + " }}"),
        ("closed brackets", "{{ " + HostileText.nested("a[", "]", 40_000) + " }}"),
        ("ranges", "{% for a in (1.." + HostileText.many("(1..", 40_000) + "5) %}"),
        ("braces", HostileText.many("{{", 90_000)),
        ("braces in braces", "{{ ${a} " + HostileText.many("{{ ", 60_000) + "}}"),
        ("tags that never close", HostileText.many("{%", 90_000)), ("quotes", HostileText.many("{{ ' }}", 26_000)),
        ("two kinds of quotes", HostileText.many("{{ '\"' }}{{ \"'\" }}", 10_000) + "{{ '"),
        ("filters", "{{ a " + HostileText.many("| upcase ", 20_000) + "}}"),
        ("unknown filters", HostileText.many("{{ a | b }}", 16_000)),
        ("unknown tags", HostileText.many("{% ifff %}", 18_000)), ("values", HostileText.many("{{ a.b.c }}", 16_000)),
        ("points", "{{ a" + HostileText.many(".a", 80_000) + " }}"),
        ("nots", "{{ " + HostileText.many("not ", 44_000) + "a }}"),
        ("ands", "{% if a " + HostileText.many("and a ", 30_000) + "%}"),
        ("named arguments", "{{ a | b: " + HostileText.many("c: d, ", 28_000) + "}}"),
        ("values side by side", "{{ " + HostileText.many("a ", 80_000) + "}}"),
        ("signs side by side", "{{ a " + HostileText.many("= ", 80_000) + "}}"),
        ("questions", "{{ " + HostileText.many("? ", 80_000) + ": }}"),
        ("ends of raw", "{% raw %}" + HostileText.many("{% endraw ", 18_000)),
        ("arguments", "{{ a | b: " + HostileText.many("1, ", 60_000) + "}}"),
        ("liquid in liquid", "{% " + HostileText.many("liquid ", 24_000) + "%}"),
        ("lines", "{% liquid\n" + HostileText.many("echo a\n", 24_000) + "%}"),
        ("comments", HostileText.many("{% comment %}", 14_000)), ("raw", HostileText.many("{% raw %}", 18_000)),
        ("foreign", "{% connected_content " + HostileText.many("{{", 80_000) + " %}"),
        ("assignments", "{% assign a " + HostileText.many("= ", 80_000) + "%}"),
        ("dollars", "{{ " + HostileText.many("${", 80_000) + " }}"),
    ]

    @Test("a hostile template is read in linear time, on a small stack", arguments: templates.indices)
    func hostileTemplate(at index: Int) {
        let (name, text) = Self.templates[index]
        let seconds = HostileText.cost { #expect(Liquid.parse(text).problems.count <= Liquid.problemLimit) }
        #expect(seconds < HostileText.patience, "\(name): \(seconds) s")
    }

    @Test("what nests too deep in a template is a problem that says so")
    func templateDepth() {
        let cases = [
            "{{ " + HostileText.many("(", 50) + "a" + HostileText.many(")", 50) + " }}": "parentheses nest too deep",
            "{{ " + HostileText.nested("a[", "]", 50, "b") + " }}": "brackets nest too deep",
            "{% " + HostileText.many("liquid ", 20) + "%}": "{% liquid %} nests too deep",
        ]
        for (text, message) in cases {
            #expect(Liquid.parse(text).problems.map(\.message).contains(message), "\(text)")
        }
    }
}
