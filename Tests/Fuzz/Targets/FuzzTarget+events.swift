import Approvals
import Signatures

extension FuzzTarget {
    /// The message of an event's commit.
    static let event = FuzzTarget("event", seeds: [".event"], dictionary: "event") { bytes in
        let signed = try accepted { () throws(EventProblem) in try SignedEvent(message: bytes) }
        try hold(Array(signed.message.utf8) == bytes, "an event that is read is written byte for byte as it was")
        try hold(!bytes.contains(0), "an event that is read can be stored again, which git refuses for a NUL")
        let again = try SignedEvent(message: Array(signed.message.utf8))
        try hold(again == signed && again.digest == signed.digest, "an event is read the same twice")
        let json = try JSON(canonical: signed.line)
        try hold(json.canonicalBytes == signed.line, "the line of an event is canonical JSON")
    }

    static let json = FuzzTarget("json", seeds: [".json"], dictionary: "event") { bytes in
        let json = try accepted { () throws(JSONProblem) in try JSON(canonical: bytes) }
        try hold(json.canonicalBytes == bytes, "canonical JSON is written as it was read")
    }

    /// An SSHSIG armor.
    static let signature = FuzzTarget("signature", seeds: [".sig"], dictionary: "signature") { bytes in
        let signature = try accepted { () throws(SignatureError) in try SSHSignature(armored: bytes) }
        let written = Array(signature.armored.utf8)
        try hold(try SSHSignature(armored: written) == signature, "a signature reads back as what was written")
        try hold(
            SSHSignature.isAsWritten(bytes[...]) == (written == bytes),
            "a signature that is written as ssh-keygen does is the same text")
        // Of a message that nobody signed.
        do { try signature.verify([], namespace: "assent.v1") } catch { return }
    }
}
