/// What curl is to do, in the format of its `--config`: one transfer after the other, over one connection where they go to
/// the same server. It goes in by standard input, so that no other user of the machine sees who signs in.
struct CurlConfiguration {
    private(set) var text = ""
    private var isEmpty = true

    /// Begins the transfer of a message, whose result curl will tell under its name.
    mutating func begin(_ name: String) {
        if !isEmpty { text += "next\n" }
        isEmpty = false
        for flag in ["silent", "globoff"] { text += flag + "\n" }
        // To standard error, which is not kept back until the end.
        set("write-out", "%{stderr}assent \(name) %{exitcode} %{response_code} %{errormsg}\n")
    }

    mutating func set(_ option: String, _ value: String) { text += "\(option) = \"\(Self.escaped(value))\"\n" }

    mutating func set(_ flag: String) { text += flag + "\n" }

    /// curl(1), `--config`: within quotes `\\`, `\"`, `\t`, `\n`, `\r` and `\v` are known. No value has another control
    /// character: those are left out.
    private static func escaped(_ value: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\", "\"": escaped.append(contentsOf: ["\\", scalar])
            case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
            case "\r": escaped.append(contentsOf: "\\r".unicodeScalars)
            case "\t": escaped.append(contentsOf: "\\t".unicodeScalars)
            default: if scalar.value >= 0x20, scalar.value != 0x7F { escaped.append(scalar) }
            }
        }
        return String(escaped)
    }
}
