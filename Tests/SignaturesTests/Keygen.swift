import SSH
import Subprocess
import Support

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// The real `ssh-keygen` in the folder of the running test (`.scratch`), to be compared with.
struct Keygen {
    struct Output {
        let status: Int32
        let output: String
        let error: String
    }

    static var folder: String { ScratchRepository.current.folder }

    /// Runs a program of OpenSSH, or another one, in the folder of the test.
    static func run(
        _ arguments: [String], program: String = "ssh-keygen", input: [UInt8] = [], environment: [String: String] = [:]
    ) async throws -> Output {
        let file = "\(folder)/input"
        try write(input, to: file)
        let values = ScratchRepository.current.environment.merging(environment) { $1 }
        let result = try await Subprocess.run(
            .name(program), arguments: Arguments(arguments), environment: custom(values),
            workingDirectory: FilePath(folder),
            input: .fileDescriptor(try .open(FilePath(file), .readOnly), closeAfterSpawningProcess: true),
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        let status: Int32 =
            switch result.terminationStatus {
            case .exited(let status): status
            case .signaled(let signal): 128 + signal
            }
        return Output(status: status, output: result.standardOutput, error: result.standardError)
    }

    static func custom(_ values: [String: String]) -> Environment {
        .custom(Dictionary(uniqueKeysWithValues: values.map { (Environment.Key(stringLiteral: $0), $1) }))
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
        return Array(signed.output.utf8)
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
