/// The words that Liquid and its hosts know.
enum Vocabulary {
    /// Tags with a body, up to `end` and the name.
    static let blocks: Set<String> = [
        "if", "unless", "case", "for", "tablerow", "capture", "block", "comment", "raw",
    ]

    /// Tags without a body.
    static let simple: Set<String> = [
        "assign", "break", "continue", "cycle", "decrement", "echo", "else", "elsif", "include", "increment", "layout",
        "liquid", "render", "when", "#",
    ]

    /// Braze's own.
    static let brazeTags: Set<String> = [
        "connected_content", "abort_message", "catalog_items", "catalog_selection_items", "message_extras",
        "promotion", "subscribed_state", "multi_language_content", "translation", "endtranslation", "banner",
    ]

    static let knownTags = Array(blocks.union(simple)).sorted() + blocks.map { "end" + $0 }.sorted()
    static let knownFilters = filters.sorted()

    static let filters = standardFilters.union(ownFilters)

    /// Those of LiquidJS.
    static let standardFilters: Set<String> = [
        "abs", "append", "at_least", "at_most", "base64_decode", "base64_encode", "capitalize", "ceil", "compact",
        "concat", "date", "default", "divided_by", "downcase", "escape", "escape_once", "find", "find_index", "first",
        "floor", "has", "join", "last", "lstrip", "map", "minus", "modulo", "newline_to_br", "plus", "prepend",
        "reject", "remove", "remove_first", "remove_last", "replace", "replace_first", "replace_last", "reverse",
        "round", "rstrip", "size", "slice", "sort", "sort_natural", "split", "strip", "strip_html", "strip_newlines",
        "sum", "times", "truncate", "truncatewords", "uniq", "upcase", "url_decode", "url_encode", "where",

        "array_to_sentence_string", "cgi_escape", "date_to_long_string", "date_to_rfc822", "date_to_string",
        "date_to_xmlschema", "find_exp", "find_index_exp", "group_by", "group_by_exp", "has_exp", "inspect", "json",
        "jsonify", "normalize_whitespace", "number_of_words", "pop", "push", "raw", "reject_exp", "sample", "shift",
        "slugify", "to_integer", "unshift", "uri_escape", "where_exp", "xml_escape",
    ]

    /// Those that Hightouch adds.
    static let ownFilters: Set<String> = [
        "cast", "json_construct", "json_parse", "md5", "null_if_empty", "parse", "parse_json", "regex_replace", "sha1",
        "sha256", "sha512", "slack_user_lookup", "to_date", "to_json", "to_unix", "validate_email",
    ]

    /// Names that stand for themselves.
    static let literals: [StaticString] = ["true", "false", "nil", "null", "empty", "blank"]

    static let operators: [StaticString] = ["contains", "and", "or", "not"]

    /// Of `for` and `tablerow`.
    static let loopOptions: Set<String> = ["reversed", "limit", "offset", "cols", "range"]

    /// Names that loops set.
    static let loopNames: Set<String> = ["forloop", "tablerowloop"]

    /// What other languages write, and what it is called here.
    static let otherWords: [String: String] = [
        "elseif": "elsif", "elif": "elsif", "elsif": "elsif", "set": "assign", "let": "assign", "foreach": "for",
        "each": "for", "switch": "case", "endforeach": "endfor", "endswitch": "endcase", "upper": "upcase",
        "lower": "downcase", "uppercase": "upcase", "lowercase": "downcase", "toupper": "upcase",
        "tolower": "downcase", "title": "capitalize", "titlecase": "capitalize", "titleize": "capitalize",
        "trim": "strip", "length": "size", "count": "size", "substring": "slice", "substr": "slice",
        "fallback": "default", "tojson": "json", "multiply": "times", "divide": "divided_by", "subtract": "minus",
        "mod": "modulo", "urlencode": "url_encode", "strftime": "date", "format_date": "date", "dateformat": "date",
        "unique": "uniq", "ltrim": "lstrip", "rtrim": "rstrip", "filter": "where",
    ]
}
