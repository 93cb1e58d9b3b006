/// `MAP<STRING, INT>`, `STRUCT<a INT64, b ARRAY<STRING>>`, `struct<a:int>`: the angle brackets of a type are brackets too.
/// Nothing tells them from the signs of a comparison (`select map < 3 as small`) but what stands between them: types, and
/// nothing else.
enum TypeArguments {
    /// Adds the brackets to those that are matched.
    ///
    /// - Returns: where they end.
    static func close(in tokens: [Token], _ closing: inout [Int]) -> Set<Int> {
        var ends: Set<Int> = []
        for index in tokens.indices.dropLast()
        where tokens[index + 1].key == "<" && containers.contains(tokens[index].key) && closing[index + 1] == index + 1
        {
            for (open, close) in brackets(of: index, in: tokens, closing) ?? [] {
                closing[open] = close
                ends.insert(close)
            }
        }
        return ends
    }

    private static let containers: Set<Token.Key> = ["struct", "array", "map"]

    private static let types: Set<Token.Key> = [
        "array", "bigint", "bignumeric", "binary", "bool", "boolean", "byte", "bytes", "char", "date", "datetime",
        "decimal", "double", "float", "float32", "float64", "geography", "geometry", "int", "int32", "int64", "integer",
        "interval", "json", "long", "number", "numeric", "object", "real", "short", "smallint", "string", "struct",
        "text", "time", "timestamp", "timestamp_ltz", "timestamp_ntz", "timestamp_tz", "timestamptz", "tinyint", "uuid",
        "varchar", "variant", "void",
    ]

    /// How far a type is followed.
    private static let longest = 400

    /// Every pair of brackets of the type whose name is at `start`; nil: it is none.
    private static func brackets(of start: Int, in tokens: [Token], _ closing: [Int]) -> [(Int, Int)]? {
        var pairs: [(Int, Int)] = []
        var open: [(name: Token.Key, bracket: Int)] = [(tokens[start].key, start + 1)]
        var index = start + 2
        var isNamed = false
        var isComplete = false
        while let container = open.last, index < min(tokens.count, start + longest) {
            let token = tokens[index]
            let next = index + 1 < tokens.count ? tokens[index + 1].key : ""
            if isComplete {
                switch token.key {
                case ",": (isNamed, isComplete) = (false, false)
                case ">":
                    pairs.append((container.bracket, index))
                    open.removeLast()
                case "not", "null":
                    guard container.name == "struct" else { return nil }
                default: return nil
                }
            } else if containers.contains(token.key), next == "<" {
                open.append((token.key, index + 1))
                isNamed = false
                index += 1
            } else if container.name == "struct", !isNamed, next == ":" || mayBeType(index + 1, tokens),
                token.kind == .word || token.kind == .quotedName
            {
                isNamed = true
                if next == ":" { index += 1 }
            } else if token.kind == .word, types.contains(token.key) {
                isComplete = true
                if next == "(" { index = closing[index + 1] }
            } else {
                return nil
            }
            index += 1
        }
        return open.isEmpty ? pairs : nil
    }

    private static func mayBeType(_ index: Int, _ tokens: [Token]) -> Bool {
        index < tokens.count && tokens[index].kind == .word && types.contains(tokens[index].key)
    }
}
