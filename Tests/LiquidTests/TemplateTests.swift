import Testing

@testable import Liquid

/// What a template reads, each variable as it is written and as a path.
private func variables(_ template: String) -> [String] {
    let bytes = Array(template.utf8)
    return Liquid.parse(template).variables.map { variable in
        // Each part of a path is written where its range says.
        for (part, range) in zip(variable.path, variable.ranges) {
            #expect(String(decoding: bytes[range], as: UTF8.self).filter { $0 != "\\" } == part)
        }
        #expect(variable.path.count == variable.ranges.count)
        return variable.path.joined(separator: "/")
    }
}

@Test(
    "A204 a template's variables are those that it reads and does not set",
    arguments: [
        ("plain { text } with %} and }}", []),
        ("{{ row.email }}", ["row/email"]),
        ("{{row.email}} and {{- row.name -}}", ["row/email", "row/name"]),
        ("{{ row['Full Name'] | default: \"x\" }}", ["row/Full Name"]),
        ("{{ row[\"a.b\"].c }}", ["row/a.b/c"]),
        ("{{ customer_id }}", ["customer_id"]),
        ("{{ ['Full Name'] }}", ["Full Name"]),
        (
            "{{ row.first-name }} {{ row.größe }} {{ row.2fa }} {{ row.is_vip? }}",
            ["row/first-name", "row/größe", "row/2fa", "row/is_vip?"]
        ),
        ("{{ row.items[0].name }} {{ row.items.first.name }}", ["row/items", "row/items/first/name"]),
        ("{{ row[key] }}", ["row", "key"]),
        ("{{ row[row.key].x }}", ["row", "row/key"]),
        ("{{ 'text' }} {{ 5 }} {{ -1.5 }} {{ true }} {{ nil }} {{ empty }} {{ blank }} {{ false.x }}", []),
        ("{{ row.a | append: row.b | replace: 'x', row['c d'] }}", ["row/a", "row/b", "row/c d"]),
        ("{{ row.price | times: 1.2 | round: 2 | prepend: '$' }}", ["row/price"]),
        ("{{ row.d | date: '%Y', timezone: row.tz, allow_false: true }}", ["row/d", "row/tz"]),
        ("{{ '}}' | append: row.a }}", ["row/a"]),
        (
            "{% if row.vip %}a{% elsif row.n > 3 and row.x == 'y' or not row.z contains \"w\" %}b{% else %}{{ row.q }}{% endif %}",
            ["row/vip", "row/n", "row/x", "row/z", "row/q"]
        ),
        ("{% unless row.a == blank %}{{ row.b }}{% endunless %}", ["row/a", "row/b"]),
        ("{% if row.tags.size > 3 %}{% endif %}", ["row/tags/size"]),
        (
            "{% case row.plan %}{% when 'pro', row.x %}{{ row.a }}{% when 'b' or 'c' %}{% else %}{{ row.b }}{% endcase %}",
            ["row/plan", "row/x", "row/a", "row/b"]
        ),
        ("{% for item in row.items %}{{ item.name }}{{ forloop.index }}{% else %}none{% endfor %}", ["row/items"]),
        (
            "{% for i in (1..row.count) reversed limit: row.l offset: 2 %}{{ i }}{% break %}{% endfor %}",
            ["row/count", "row/l"]
        ),
        ("{% for i in row.items limit:2, offset:continue %}{{ i }}{% endfor %}", ["row/items"]),
        (
            "{% tablerow x in row.items cols: row.c %}{{ x }}{{ tablerowloop.col }}{% endtablerow %}",
            ["row/items", "row/c"]
        ),
        ("{% assign full = row.first | append: ' ' | append: row.last %}{{ full }}", ["row/first", "row/last"]),
        ("{{ late }}{% assign late = 1 %}", []),
        ("{% capture who %}{{ row.name }}{% endcapture %}{{ who | upcase }}", ["row/name"]),
        ("{% capture 'who' %}x{% endcapture %}{{ who }}", []),
        ("{% increment n %}{% decrement m %}{{ n }}{{ m }}", []),
        ("{% cycle 'a', row.b, 'c' %}{% cycle g: 'a', 'b' %}", ["row/b"]),
        (
            "{% comment %}{{ row.a }} don't {% comment %} {% if %} {% foo %}{% endcomment %}{{ row.b }}",
            ["row/b"]
        ),
        ("{% raw %}{{ row.a }} {% if %}{% endraw %}{{ row.b }}", ["row/b"]),
        ("{% # don't mind row.a %}{{ row.b | default: 'x' }}", ["row/b"]),
        ("{%- if row.a -%}x{%- endif -%}", ["row/a"]),
        ("{% echo row.a | upcase %}", ["row/a"]),
        ("{% liquid\n assign x = row.a\n # a comment\n if x\n echo row.b\n endif\n%}{{ x }}", ["row/a", "row/b"]),
        ("{% render 'card', name: row.name, product: row.p %}", ["row/name", "row/p"]),
        ("{{ row[\"say \\\"hi\\\"\"] }}", ["row/say \"hi\""]),
        ("{\"user\": {{ row.user | json }}, \"n\": {\"x\": \"{{ row.x }}\"}}", ["row/user", "row/x"]),
        ("{% if row.a %}\u{feff}ü {{ row.b }}{% endif %}", ["row/a", "row/b"]),
    ] as [(String, [String])])
func templateVariables(template: String, expected: [String]) {
    #expect(variables(template) == expected)
    #expect(Liquid.parse(template).problems == [])
}

@Test(
    "A204 every filter that Liquid documents and LiquidJS has is known",
    arguments: [
        "abs", "append: 'a'", "at_least: 5", "at_most: 5", "base64_decode", "base64_encode", "capitalize", "ceil",
        "compact", "concat: row.b", "date: '%b %d, %y'",
        "default: 'x', allow_false: true", "divided_by: 3", "downcase", "escape", "escape_once", "find: 'a', 'b'",
        "find_index: 'a', 'b'", "first", "floor", "has: 'a'", "join: ' and '", "last", "lstrip", "map: 'a'", "minus: 4",
        "modulo: 2", "newline_to_br", "plus: 4", "prepend: 'a'", "reject: 'a'", "remove: 'a'", "remove_first: 'a'",
        "remove_last: 'a'", "replace: 'a', 'b'", "replace_first: 'a', 'b'", "replace_last: 'a', 'b'", "reverse",
        "round: 2", "rstrip", "size", "slice: -3, 2", "sort", "sort: 'a'", "sort_natural", "split: ', '", "strip",
        "strip_html", "strip_newlines", "sum", "times: 3", "truncate: 25, ', and so on'", "truncatewords: 3", "uniq",
        "upcase", "url_decode", "url_encode", "where: 'a', 'b'",
    ])
func standardFilters(filter: String) {
    #expect(Liquid.parse("{{ row.a | \(filter) }}").problems == [])
}

@Test(
    "A204 what is wrong in a template is said with its place",
    arguments: [
        ("{{ row.a", "{{ is never closed: }} is missing", "{{"),
        ("{% if row.a", "{% is never closed: %} is missing", "{%"),
        ("{{ }}", "there is nothing between the braces", ""),
        (
            "{{ row.Full Name }}",
            "only row.Full comes out, and Name is ignored; a name with a space in it is written row['Full Name']",
            "Name"
        ),
        ("{{ row. }}", "a name is missing after the dot, and row itself is read", "."),
        ("{{ row['a }}", "a quote is never closed", "'a "),
        ("{{ row.a | default: 'it's' }}", "a quote is never closed", "' "),
        (
            "{% if row.a == 'x %}{% endif %}", "a quote is never closed, and the text goes on to the end of the tag",
            "'x"
        ),
        ("{{ row['a' }}", "a bracket is never closed", "["),
        ("{{ row.a | }}", "a filter's name is missing after |, and nothing is done there", "|"),
        ("{{ row.a || 'x' }}", "a default value is written | default: …, not ||", "||"),
        ("{{ row.a | default 'x' }}", "a colon is missing between default and its argument", "default"),
        ("{{ row.a | append: }}", "an argument of append is missing", ""),
        ("{{ row.get('a') }}", "Liquid has no functions: write a filter after |", "get"),
        ("{{ row.a + 1 }}", "Liquid writes | plus: …, not +", "+"),
        ("{{ row.a ? 1 : 2 }}", "Liquid has no ? and :, write {% if %} … {% else %}", "?"),
        ("{{{ row.a }}}", "three braces: leave a space between the text's { and Liquid's {{", "{{{"),
        ("{{#if row.a}}x{{/if}}", "this is Handlebars, not Liquid: Liquid's tags are written {% … %}", "{{#if row.a}}"),
        ("{{ row.a | upcse }}", "the filter upcse is not known here", "upcse"),
        ("{% if row.a = 1 %}{% endif %}", "Liquid writes ==, not =", "="),
        ("{% if row.a && row.b %}{% endif %}", "Liquid writes and, not &&", "&&"),
        ("{% if %}{% endif %}", "if needs a condition", ""),
        ("{% if row.a == %}{% endif %}", "a value is missing beside ==, and is compared as nothing", "=="),
        ("{% if (row.a %}{% endif %}", "a parenthesis is never closed", "("),
        ("{% if row.a %}x", "{% if %} is never closed: {% endif %} is missing", "if"),
        ("{% for x in row.a %}{% if x %}{% endfor %}", "{% if %} is not closed before {% endfor %}", "if"),
        ("x{% endif %}", "{% endif %} closes nothing: there is no {% if %} before it", "endif"),
        ("{% else %}", "{% else %} is outside {% if %}", "else"),
        ("{% when 1 %}", "{% when %} is outside {% case %}", "when"),
        ("{% if row.a %}{% else if row.b %}{% endif %}", "write elsif, not else if", "else if row.b"),
        ("{% for row.items %}{% endfor %}", "for is written {% for name in list %}", "row"),
        ("{% assign x row.a %}", "assign is written {% assign name = value %}", "x"),
        ("{% capture %}{% endcapture %}", "capture needs a name", ""),
        ("{% comment %}x", "{% comment %} is never closed: {% endcomment %} is missing", "{% comment %}"),
        ("{% %}", "a tag needs a name", "{% %}"),
        ("{% elseif row.b %}", "Liquid has no tag elseif", "elseif"),
        ("{% iff row.a %}{% endiff %}", "Liquid has no tag iff", "iff"),
        (
            "{% abort_message('no') %}", "the tag abort_message is Braze's, and Liquid has none of that name",
            "abort_message"
        ),
        ("{{ ${first_name} }}", "${…} is Braze's, and Liquid stops there", "${"),
    ])
func templateProblems(template: String, message: String, wrong: String) throws {
    let problems = Liquid.parse(template).problems
    #expect(problems.map(\.message) == [message])
    let range = try #require(problems.first).range
    #expect(String(decoding: Array(template.utf8)[range], as: UTF8.self) == wrong)
}

@Test(
    "A204 an unknown filter or tag comes with what may have been meant",
    arguments: [
        ("{{ row.a | upcase | defualt: 'x' }}", ["default"]),
        ("{{ row.a | uppercase }}", ["upcase"]),
        ("{{ row.a | trim }}", ["strip"]),
        ("{{ row.a | length }}", ["size"]),
        ("{{ row.a | zzzzzzz }}", []),
        ("{% elseif row.a %}", ["elsif"]),
        ("{% asign x = 1 %}", ["assign"]),
        ("{{ row.Full Name }}", ["row['Full Name']"]),
        ("{% if row.a = 1 %}{% endif %}", ["=="]),
    ] as [(String, [String])])
func templateSuggestions(template: String, expected: [String]) throws {
    let problem = try #require(Liquid.parse(template).problems.first)
    #expect(problem.suggestions.first == expected.first)
}

@Test("A204 beside a tag that is not known, only the row's columns are certain to be read")
func unknownTags() {
    #expect(variables("{% magic x %}{{ x.y }}{{ row.a }}") == ["row/a"])
    #expect(variables("{{#each items}}{{ name }}{{ row.a }}{{/each}}") == ["row/a"])
}

@Test("a text without braces is no template")
func templates() {
    #expect(isTemplate("Hi {{ row.a }}"))
    #expect(isTemplate("{% if %}"))
    #expect(!isTemplate("{ a } }} %} % {"))
    #expect(!isTemplate(""))
}

@Test("A204 a hostile template is read soon", .timeLimit(.minutes(10)))
func hostileTemplates() {
    for piece in [
        "{{", "{%", "{{ a", "{% if a %}", "{% comment %}", "{{ ((((", "{{ a[", "{{ 'a", "{{ ${", "{% raw", "|",
    ] {
        _ = Liquid.parse(String(repeating: piece, count: 3_000))
    }
    for piece in ["{{ a", "{{ '", "{% if ", "{% '", "{{ ${"] {
        _ = Liquid.parse(String(repeating: piece, count: 3_000) + " }} %}")
        _ = Liquid.parse(String(repeating: piece + " }} %}", count: 3_000))
    }
    _ = Liquid.parse("{{ " + String(repeating: "(", count: 20_000) + " }}")
    _ = Liquid.parse("{{ " + String(repeating: "a[", count: 20_000) + " }}")
    _ = Liquid.parse("{{ a" + String(repeating: " | x", count: 1_000) + " }}")
}
