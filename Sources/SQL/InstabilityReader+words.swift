extension InstabilityReader {
    /// Functions that, called with nothing between their parentheses, return something else each time. With a seed or a
    /// name between them, some return the same again.
    static let unstable: Set<Token.Key> = unmistakable.union([
        "random", "rand", "randn", "uuid", "newsequentialid", "uuid_short", "rand32", "rand64", "unix_timestamp",
        "txid_current", "rownumberinallblocks", "rownumberinblock", "monotonically_increasing_id", "newuid",
    ])

    /// Those that nobody gives another meaning.
    static let unmistakable: Set<Token.Key> = [
        "gen_random_uuid", "generate_uuid", "newid", "uuid_string", "uuid_generate_v1", "uuid_generate_v1mc",
        "uuid_generate_v4", "uuidv4", "uuidv7", "generateuuidv4", "generateuuidv7", "generateulid", "sys_guid",
    ]

    /// The same with constants between their parentheses.
    static let counters: Set<Token.Key> = [
        "seq1", "seq2", "seq4", "seq8", "gen_random_bytes", "random_bytes", "crypt_gen_random", "randstr",
    ]

    static let sequences: Set<Token.Key> = ["nextval"]

    /// The moment at which a query runs.
    static let moments: Set<Token.Key> = momentWords.union([
        "now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday", "getdate", "getutcdate",
        "sysdate", "sysdatetime", "sysutcdatetime", "sysdatetimeoffset", "now64", "curtime",
    ])

    /// Those that need no parentheses.
    static let momentWords: Set<Token.Key> = [
        "current_timestamp", "current_time", "current_datetime", "localtimestamp", "localtime", "systimestamp",
        "utc_timestamp", "utc_time",
    ]

    /// Where Postgres keeps a row: another place after each update.
    static let placeOfRow = "ctid, another one after each update"
    static let sysdate = "sysdate"

    /// Causes that are some in one warehouse, and columns in others.
    static let ofOneWarehouse: Set<String> = [placeOfRow, sysdate]

    static let rankings: Set<Token.Key> = ["rank", "dense_rank", "percent_rank", "cume_dist", "ntile"]

    /// Functions whose value changes with what they are given. `coalesce`, `case` and the like may drop it.
    static let transparent: Set<Token.Key> = whole.union(texts).union([
        "convert", "replace", "abs", "floor", "round", "ceil", "ceiling", "trunc", "left", "right", "substr",
        "substring", "ltrim", "rtrim", "btrim", "translate", "regexp_replace", "to_number", "uniform", "normal", "zipf",
        "randstr", "uuid_to_bin", "bin_to_uuid", "crc32",
    ])

    /// Those that keep all of it.
    static let whole: Set<Token.Key> = [
        "cast", "try_cast", "safe_cast", "md5", "md5_hex", "md5_binary", "sha", "sha1", "sha1_hex", "sha1_binary",
        "sha2", "sha2_hex", "sha2_binary", "sha256", "sha512", "hash", "hashbytes", "farm_fingerprint", "xxhash64",
        "cityhash64", "siphash64", "checksum", "to_hex", "hex", "lower", "upper", "trim", "concat", "concat_ws",
        "to_base64", "base64_encode", "encode", "reverse",
    ]

    /// Those that make a text of a value, and may take a format.
    static let texts: Set<Token.Key> = ["to_varchar", "to_char", "to_string", "varchar", "string", "text"]

    /// Words after which a SELECT may return no row, or not what it lists.
    static let clauses: Set<Token.Key> = [
        "from", "where", "group", "having", "qualify", "window", "union", "intersect", "except", "minus", "order",
        "limit", "offset", "fetch", "top", "distinct", "all", "into", "as",
    ]

    /// Words that make a choice, a truth value or another query of what stands around them.
    static let opaque: Set<Token.Key> = [
        "case", "when", "then", "else", "end", "and", "or", "not", "is", "in", "like", "ilike", "rlike", "regexp",
        "between", "select", "exists", "any", "all", "some", "over", "within", "filter", "collate", "escape",
    ]

    static let operators: Set<Token.Key> = ["||", "+", "-", "*", "/", "%", ".", ",", "::"]

    private static let signs: Set<Token.Key> = unstable.union(counters).union(sequences).union(moments).union(rankings)
        .union(["row_number", "ctid", "next", "dbms_random"])

    /// Whether some word of a text, wherever it stands, could make a value another one at every run. It costs a look at
    /// each word, so that most queries need not be read by the rules of every warehouse.
    static func mayBeUnstable(_ query: [UInt8]) -> Bool {
        query.withUnsafeBufferPointer { text in
            var index = 0
            while index < text.count {
                let start = index
                while index < text.count, isPartOfWord(text[index]) { index += 1 }
                if index > start, signs.contains(Token.Key(UnsafeBufferPointer(rebasing: text[start..<index]))) {
                    return true
                }
                if index + 1 < text.count, text[index] == UInt8(ascii: ":"), text[index + 1] == UInt8(ascii: "=") {
                    return true
                }
                index += 1
            }
            return false
        }
    }

    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
