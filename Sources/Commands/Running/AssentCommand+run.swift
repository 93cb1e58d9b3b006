import Approvals
import ArgumentParser
import Review

extension AssentCommand {
    /// Runs one command line, without the program's own name; answers the exit status.
    package static func run(_ arguments: [String], in surroundings: Surroundings) async -> Int32 {
        let typed = TypedCommand(arguments)
        let terminal = Terminal(surroundings, isPlain: arguments.contains("--no-color"))
        defer { terminal.flush() }
        if arguments == ["--version"] {
            // Scripts ask often: it is answered before the tree of all commands is built.
            terminal.print(version)
            return ExitStatus.fine.rawValue
        }
        let command: any RunnableCommand
        do {
            if let unknown = typed.unknown { throw unknown }
            command = try runnable(arguments)
        } catch {
            return report(error, typed, on: terminal).rawValue
        }
        let invocation = Invocation(surroundings, terminal, command.global)
        do {
            let formats = Swift.type(of: command).formats
            guard formats.contains(command.global.format) else {
                let names = formats.map(\.rawValue).joined(separator: " or ")
                throw ValidationError("--format is \(names) here, not \(command.global.format.rawValue)")
            }
            return try await command.run(invocation).rawValue
        } catch let error as ValidationError {
            return report(error, typed, on: terminal).rawValue
        } catch {
            return invocation.fail(Failure(error, in: invocation.workspace)).rawValue
        }
    }

    /// Parses; a command that only has others answers with its help, thrown as such.
    private static func runnable(_ arguments: [String]) throws -> any RunnableCommand {
        var command = try parseAsRoot(arguments)
        if let root = command as? AssentCommand { return StartCommand(global: root.global) }
        guard let runnable = command as? any RunnableCommand else {
            try command.run()
            throw CleanExit.helpRequest(command)
        }
        return runnable
    }

    /// Help and version on standard output, bad arguments on standard error.
    private static func report(_ error: any Error, _ typed: TypedCommand, on terminal: Terminal) -> ExitStatus {
        if !(error is UnknownCommand), exitCode(for: error) == .success {
            terminal.print(fullMessage(for: error, columns: terminal.style.width))
            return .fine
        }
        let message = (error as? ValidationError)?.message ?? message(for: error)
        let words = (error as? UnknownCommand)?.words ?? typed.words(about: message)
        if typed.wantsJSON { terminal.print(Invocation.document(of: words, kind: "badArguments", .badArguments)) }
        terminal.complain(words.page.text(terminal.errorStyle))
        return .badArguments
    }
}
