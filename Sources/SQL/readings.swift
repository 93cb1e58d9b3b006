/// What a query returns, by every reading of its text.
func readings(of query: String, _ dialect: Dialect, findsInstability: Bool = false) -> [QueryOutput] {
    let bytes = Array(query.utf8)
    return dialect.readings(of: bytes).compactMap { lexicon in
        // A reading that leaves a quote or a parenthesis open, or reads names as strings, is not the warehouse's.
        guard let found = try? tokens(bytes, lexicon: lexicon), !hasStringsForNames(found), let tree = TokenTree(found)
        else { return nil }
        return QueryReader(tree, dialect, findsInstability: findsInstability).output()
    }
}

/// `t."id"`, `from "users"`: where only a name can stand.
private func hasStringsForNames(_ tokens: [Token]) -> Bool {
    tokens.indices.contains { index in
        guard tokens[index].kind == .string, tokens[index].key == "\"" else { return false }
        let isQualifier = index + 1 < tokens.count && tokens[index + 1].key == "."
        return isQualifier || index > 0 && ["from", "join", "."].contains(tokens[index - 1].key)
    }
}
