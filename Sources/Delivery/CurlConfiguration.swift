/// What curl is to do, in the format of its `--config`: one transfer after the other, over one connection where they go to
/// the same server. It goes in by standard input, so that no other user of the machine sees who signs in.
struct CurlConfiguration {
    private(set) var text = ""
    private var isEmpty = true

    /// Begins a transfer, whose result curl will tell under a number.
    mutating func begin(_ number: Int) {
        if !isEmpty { text += "next\n" }
        isEmpty = false
        for flag in ["silent", "globoff"] { text += flag + "\n" }
        // To standard error, which is not kept back until the end.
        set("write-out", "%{stderr}assent \(number) %{exitcode} %{response_code} %{errormsg}\n")
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

/// What curl tells of one transfer.
struct CurlResult: Hashable, Sendable {
    let number: Int
    /// curl(1), EXIT CODES.
    let status: Int
    /// The server's last, 0: none came.
    let reply: Int
    let words: String

    /// `assent 3 55 550 RCPT failed: 550`
    init?(_ line: String) {
        let parts = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0] == "assent", let number = Int(parts[1]), let status = Int(parts[2]),
            let reply = Int(parts[3])
        else { return nil }
        self.number = number
        self.status = status
        self.reply = reply
        words = parts.count > 4 ? String(parts[4]) : ""
    }

    /// Nil: the server took the message.
    var mailFailure: DeliveryFailure? {
        if status == 0 { return nil }
        let said = reply >= 400 && !words.contains("\(reply)") ? "\(words) (\(reply))" : words
        // RFC 4954, 6: these are about who signs in, whatever curl was doing.
        if status == 67 || [530, 534, 535, 538].contains(reply) { return DeliveryFailure(.notAuthorized, said) }
        if let reason = connectionReason { return DeliveryFailure(reason, said) }
        switch reply {
        case 421: return DeliveryFailure(.unreachable, said)
        case 400..<500: return DeliveryFailure(.delayed, said)
        case 500..<600: return DeliveryFailure(.refused, said)
        default: return DeliveryFailure(.failed, said)
        }
    }

    var webhookFailure: DeliveryFailure? {
        if status == 0 {
            switch reply {
            case 200..<300: return nil
            case 300..<400: return DeliveryFailure(.redirected, "\(reply)")
            // Gone: RFC 9110, 15.5.11.
            case 410: return DeliveryFailure(.refused, "\(reply)")
            default: return DeliveryFailure(.delayed, "\(reply)")
            }
        }
        return DeliveryFailure(connectionReason ?? .failed, words)
    }

    private var connectionReason: DeliveryFailure.Reason? {
        switch status {
        case 5, 6, 7, 52, 56: reply >= 400 ? nil : .unreachable
        case 55: reply >= 400 ? nil : .unreachable
        case 28: .silent
        case 35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91: .insecure
        default: nil
        }
    }
}
