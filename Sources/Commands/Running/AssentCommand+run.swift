import Approvals
import ArgumentParser
import Review

extension AssentCommand {
    /// Runs one command line, without the program's own name; answers the exit status.
    package static func run(_ arguments: [String], in surroundings: Surroundings) async -> Int32 {
        let typed = TypedCommand(arguments)
        let command: any ParsableCommand
        do {
            if let unknown = typed.unknownCommand { throw unknown }
            command = try parseAsRoot(arguments)
        } catch {
            let terminal = Terminal(surroundings, isPlain: arguments.contains("--no-color"))
            defer { terminal.flush() }
            return report(error, on: terminal).rawValue
        }
        let root = command as? AssentCommand
        guard let command = root.map({ StartCommand(global: $0.global) }) ?? command as? any RunnableCommand else {
            let terminal = Terminal(surroundings, isPlain: false)
            terminal.print(helpMessage(for: type(of: command), columns: terminal.style.width))
            terminal.flush()
            return ExitStatus.fine.rawValue
        }
        let invocation = Invocation(surroundings, command.global)
        defer { invocation.terminal.flush() }
        do {
            let formats = type(of: command).formats
            guard formats.contains(command.global.format) else {
                throw ValidationError(
                    "--format \(command.global.format.rawValue) is not for this command, which has "
                        + formats.map(\.rawValue).joined(separator: " and "))
            }
            return try await command.run(invocation).rawValue
        } catch let error where error is ValidationError || error is CleanExit {
            return report(error, on: invocation.terminal).rawValue
        } catch {
            return invocation.fail(Failure(error, in: invocation.workspace)).rawValue
        }
    }

    /// Help and version on standard output, bad arguments on standard error.
    private static func report(_ error: any Error, on terminal: Terminal) -> ExitStatus {
        if let unknown = error as? UnknownCommand {
            terminal.complain("assent: \(unknown.message)")
            return .badArguments
        }
        let text = fullMessage(for: error, columns: terminal.style.width)
        if exitCode(for: error) == .success {
            terminal.print(text)
            return .fine
        }
        let prefix = "Error: "
        terminal.complain("assent: " + (text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text))
        return .badArguments
    }
}
