internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// A command that prints the key to sign with: git's `gpg.ssh.defaultKeyCommand`, say `ssh-add -L`. It is run as git
/// runs it, word by word and without a shell.
package struct KeyCommand: Sendable {
    /// As git's configuration has it.
    package let command: String
    package let directory: String
    /// The whole environment of the command: nothing is inherited.
    package let environment: [String: String]

    package init(_ command: String, directory: String, environment: [String: String]) {
        self.command = command
        self.directory = directory
        self.environment = environment
    }

    /// The first line that it prints; empty if it prints nothing.
    ///
    /// - Throws: if it cannot be run, or fails: with its words.
    package func firstLine() async throws(SigningError) -> String {
        guard let words = Self.words(of: command) else {
            throw SigningError(.failed(status: -1), reading: "a quote is not closed")
        }
        let program = words[0]
        var values: [Environment.Key: String] = [:]
        for (name, value) in environment { values[Environment.Key(stringLiteral: name)] = value }
        do {
            let result = try await Subprocess.run(
                program.contains("/") ? .path(FilePath(program)) : .name(program),
                arguments: Arguments(Array(words.dropFirst())), environment: .custom(values),
                workingDirectory: FilePath(directory), input: .none, output: .string(limit: 1 << 16),
                error: .string(limit: 1 << 16))
            let printed = result.standardOutput.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
            guard case .exited(0) = result.terminationStatus else {
                let said = result.standardError.split(whereSeparator: \.isNewline).first ?? printed
                throw SigningError(.failed(status: 1), reading: String(said))
            }
            return String(printed)
        } catch let error as SigningError {
            throw error
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw SigningError(.programMissing, reading: "there is no program \(program)")
        } catch {
            throw SigningError(.failed(status: -1), reading: "\(error)")
        }
    }

    /// A command line as git splits it (alias.c, `split_cmdline`): white space outside quotes ends a word, which may be
    /// empty; a backslash takes the next character as it is, but not in single quotes. Nil: a quote is not closed.
    static func words(of line: String) -> [String]? {
        var words = [""]
        var quote: Unicode.Scalar?
        var wasSpace = false
        var scalars = line.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            let isSpace = quote == nil && (scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r")
            defer { wasSpace = isSpace }
            if isSpace {
                if !wasSpace { words.append("") }
            } else if quote == nil ? scalar == "'" || scalar == "\"" : scalar == quote {
                quote = quote == nil ? scalar : nil
            } else if scalar == "\\", quote != "'" {
                guard let next = scalars.next() else { return nil }
                words[words.count - 1].unicodeScalars.append(next)
            } else {
                words[words.count - 1].unicodeScalars.append(scalar)
            }
        }
        return quote == nil ? words : nil
    }
}
