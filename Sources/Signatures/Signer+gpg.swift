internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

extension Signer {
    /// Signs with `gpg`, or what takes its place, as git calls it (gpg-interface.c, `sign_buffer_gpg`): the armored
    /// signature.
    ///
    /// - Parameter key: `-u`: an id, a fingerprint, or `name <email>`.
    package static func run(
        gpg program: String, key: String, _ message: [UInt8], environment: [String: String]
    ) async throws(SigningError) -> String {
        var values: [Environment.Key: String] = [:]
        for (name, value) in environment { values[Environment.Key(stringLiteral: name)] = value }
        // A file: were it a pipe, a program that ends before it has read everything would end us.
        let folder = try PrivateFolder(in: environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp")
        let file = try folder.write(message, to: "message")
        do {
            let input = try FileDescriptor.open(FilePath(file), .readOnly, options: .closeOnExec)
            let result = try await Subprocess.run(
                program.contains("/") ? .path(FilePath(program)) : .name(program),
                arguments: ["--status-fd=2", "-bsau", key], environment: .custom(values),
                input: .fileDescriptor(input, closeAfterSpawningProcess: true),
                output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
            let said = result.standardError
            // The status alone does not tell (git's own comment): gpg says so when it has signed.
            guard case .exited(0) = result.terminationStatus, said.contains("[GNUPG:] SIG_CREATED ") else {
                let words = said.split(separator: "\n").filter { !$0.hasPrefix("[GNUPG:]") }
                throw SigningError(.failed(status: 1), reading: words.joined(separator: "\n"))
            }
            return result.standardOutput.filter { $0 != "\r" }
        } catch let error as SigningError {
            throw error
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw SigningError(.programMissing, reading: "\(error)")
        } catch {
            throw SigningError(.failed(status: -1), reading: "\(error)")
        }
    }
}
