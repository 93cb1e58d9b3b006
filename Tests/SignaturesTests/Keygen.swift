import SSH
import Support

/// The real `ssh-keygen` in the folder of the running test (`.scratch`), to be compared with.
struct Keygen {
    static var folder: String { ScratchRepository.current.folder }

    /// Runs a program of OpenSSH, or another one, in the folder of the test.
    static func run(
        _ arguments: [String], program: String = "ssh-keygen", input: [UInt8] = [], environment: [String: String] = [:]
    ) async throws -> ChildProcess.Output {
        let values = ScratchRepository.current.environment.merging(environment) { $1 }
        return try await ChildProcess(in: folder, values).run(program, arguments, input: input)
    }

    /// Makes a key and answers its path; the public one stands beside it.
    static func makeKey(_ type: String, bits: Int? = nil, passphrase: String = "", name: String = "key") async throws
        -> String
    {
        let bits = bits.map { ["-b", "\($0)"] } ?? []
        let made = try await run(["-q", "-t", type, "-N", passphrase, "-C", "ana@laptop", "-f", name] + bits)
        guard made.status == 0 else { throw ScratchError(message: made.error) }
        return "\(folder)/\(name)"
    }

    static func publicKey(_ path: String) throws -> SSHPublicKey {
        try SSHPublicKey(line: readText(path + ".pub") ?? "")
    }

    static func sign(
        _ message: [UInt8], key: String, namespace: String = "assent.v1", hash: String = "sha512"
    ) async throws -> [UInt8] {
        let signed = try await run(
            ["-Y", "sign", "-n", namespace, "-O", "hashalg=\(hash)", "-f", key], input: message)
        guard signed.status == 0 else { throw ScratchError(message: signed.error) }
        return signed.output
    }

    /// Whether `ssh-keygen` finds that this key signed the message.
    static func accepts(
        _ armored: [UInt8], _ message: [UInt8], namespace: String = "assent.v1", key: SSHPublicKey
    ) async throws -> Bool {
        try write("ana \(key.line)\n", to: folder + "/allowed")
        try write(armored, to: folder + "/signature")
        let verified = try await run(
            ["-Y", "verify", "-f", "allowed", "-I", "ana", "-n", namespace, "-s", "signature"], input: message)
        return verified.status == 0
    }

    /// Whether `ssh-keygen` finds the signature whole, whoever made it.
    static func holds(_ armored: [UInt8], _ message: [UInt8], namespace: String = "assent.v1") async throws -> Bool {
        try write(armored, to: folder + "/signature")
        let checked = try await run(
            ["-Y", "check-novalidate", "-n", namespace, "-s", "signature"], input: message)
        return checked.status == 0
    }
}
