/// The words that Liquid and its hosts know.
enum Vocabulary {
    /// Tags with a body, up to `end` and the name.
    static let blocks: Set<String> = [
        "if", "unless", "case", "for", "tablerow", "capture", "ifchanged", "block", "form", "paginate", "style",
        "stylesheet", "javascript", "schema",
    ]

    /// Tags whose body is not read.
    static let verbatim: Set<String> = ["raw", "comment", "doc", "schema", "javascript", "stylesheet"]

    /// Tags without a body.
    static let simple: Set<String> = [
        "assign", "break", "continue", "cycle", "decrement", "echo", "else", "elsif", "include", "increment", "layout",
        "liquid", "render", "section", "sections", "when", "#",
    ]

    /// Braze's own: their arguments are not Liquid, but what stands in them in `{{ }}` is.
    static let foreign: Set<String> = [
        "connected_content", "abort_message", "catalog_items", "catalog_selection_items", "message_extras",
        "promotion", "subscribed_state", "multi_language_content", "translation", "endtranslation", "banner",
    ]

    static let allTags: [String] = Array(blocks.union(verbatim).union(simple).union(foreign)).sorted()

    static let knownTags = allTags + blocks.map { "end" + $0 }.sorted()
    static let knownFilters = filters.sorted()

    /// The standard filters (shopify.github.io/liquid), then those of LiquidJS, Shopify's shops, and Braze.
    static let filters: Set<String> = [
        "abs", "append", "at_least", "at_most", "base64_decode", "base64_encode", "base64_url_safe_decode",
        "base64_url_safe_encode", "capitalize", "ceil", "compact", "concat", "date", "default", "divided_by",
        "downcase", "escape", "escape_once", "find", "find_index", "first", "floor", "h", "has", "join", "last",
        "lstrip", "map", "minus", "modulo", "newline_to_br", "plus", "prepend", "reject", "remove", "remove_first",
        "remove_last", "replace", "replace_first", "replace_last", "reverse", "round", "rstrip", "size", "slice",
        "sort", "sort_natural", "split", "squish", "strip", "strip_html", "strip_newlines", "sum", "times",
        "truncate", "truncatewords", "uniq", "upcase", "url_decode", "url_encode", "where",

        "array_to_sentence_string", "cgi_escape", "date_to_long_string", "date_to_rfc822", "date_to_string",
        "date_to_xmlschema", "find_exp", "find_index_exp", "group_by", "group_by_exp", "has_exp", "inspect", "json",
        "jsonify", "normalize_whitespace", "number_of_words", "pop", "push", "raw", "reject_exp", "sample", "shift",
        "slugify", "to_integer", "unshift", "uri_escape", "where_exp", "xml_escape", "md5", "sha1", "sha256",
        "hmac_sha1", "hmac_sha256", "blake3",

        "camelcase", "handle", "handleize", "highlight", "link_to", "money", "money_with_currency",
        "money_without_currency", "money_without_trailing_zeros", "pluralize", "strip_emojis", "t", "time_tag",
        "translate", "url_escape", "url_param_escape", "weight_with_unit", "structured_data", "format_address",
        "default_errors", "hex_to_rgba", "img_url", "image_url", "asset_url", "within",

        "add", "as_json_string", "format_number", "hmac_sha1_hex", "hmac_sha256_hex", "index", "json_escape",
        "json_parse", "number_with_delimiter", "phone_number", "property_accessor", "sha2", "sha512", "time_zone",
        "regex_replace", "parse_json", "to_json", "cast", "parse", "base64", "hmac_sha1_base64", "hmac_sha256_base64",
    ]

    /// Names that stand for themselves.
    static let literals: Set<String> = ["true", "false", "nil", "null", "empty", "blank"]

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
