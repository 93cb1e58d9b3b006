import Approvals
import ArgumentParser
import Review

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension AssentCommand {
    /// Runs one command line, without the program's own name; answers the exit status.
    ///
    /// - Parameter end: what a process does then, if it does not go on: before all that was read is taken apart.
    package static func run(
        _ arguments: [String], in surroundings: Surroundings, end: (Int32) -> Void = { _ in }
    ) async -> Int32 {
        let typed = TypedCommand(arguments)
        let terminal = Terminal(surroundings, isPlain: arguments.contains("--no-color"))
        func done(_ status: ExitStatus) -> Int32 {
            terminal.flush()
            let status = terminal.lostOutput.map { lost($0, typed, on: terminal) } ?? status.rawValue
            end(status)
            return status
        }
        if arguments == ["--version"] {
            // Scripts ask often: it is answered before the tree of all commands is built.
            terminal.print(version)
            return done(.fine)
        }
        let command: any RunnableCommand
        do {
            if let unknown = typed.unknown { throw unknown }
            command = try runnable(arguments, typed)
        } catch {
            return done(report(error, typed, on: terminal))
        }
        let invocation = Invocation(
            surroundings, terminal, command.global, arguments, fetches: command.fetches,
            follows: Swift.type(of: command).follows)
        do {
            if let shortage = surroundings.fewFiles { throw shortage }
            let formats = Swift.type(of: command).formats
            guard formats.contains(command.global.format) else {
                let names = formats.map { Words($0.rawValue) }.inWords("or", limit: formats.count).plain
                let wrong = SafeText.line(command.global.format.rawValue)
                throw ValidationError("--format must be \(names) here, not \(wrong)")
            }
            let status = try await command.run(invocation)
            invocation.afterSuccess()
            return withExtendedLifetime(invocation) { done(status) }
        } catch let error as ValidationError {
            let status = report(error, typed, on: terminal)
            invocation.tellAfterFailure()
            return done(status)
        } catch let calledOff as CalledOff {
            let words = calledOff.farewell ?? RefusalWords("cancelled: nothing was done.").page
            terminal.complain(words.text(terminal.errorStyle))
            return done(.findings)
        } catch {
            var error = error
            if let refusal = error as? MemberRefusal { error = await refusal.knowingKey(invocation.session) }
            invocation.tellStaleness(unlessTold: error)
            let status = invocation.fail(
                Failure(error, in: invocation.workspace), wasForwarded: invocation.hasForwarded(error))
            invocation.tellAfterFailure()
            return done(Swift.type(of: command).statusOfFailure ?? status)
        }
    }

    /// Parses; a command that only has others answers with its help, thrown as such.
    private static func runnable(_ arguments: [String], _ typed: TypedCommand) throws -> any RunnableCommand {
        if typed.wantsHelp { throw CleanExit.helpRequest(typed.type) }
        // To parse for one command alone takes a quarter of the time. What is not in order, or asks for help, is told
        // by the parser that knows them all.
        if let command = try? (typed.type as? any RunnableCommand.Type)?.parse(typed.rest) { return command }
        var command = try parseAsRoot(arguments)
        if let root = command as? AssentCommand { return StartCommand(global: root.global) }
        guard let runnable = command as? any RunnableCommand else {
            try command.run()
            throw CleanExit.helpRequest(command)
        }
        return runnable
    }

    /// Some of the output could not be printed. The command fails then, even if its act is done.
    private static func lost(_ problem: Int32, _ typed: TypedCommand, on terminal: Terminal) -> Int32 {
        // Who stops reading knows it, and other programs say nothing of it either.
        if problem == EPIPE { return Surroundings.readerLeft }
        let reason = String(cString: strerror(problem))
        let words = RefusalWords("the output could not be written: \(reason).")
        terminal.complain(words.page.text(terminal.errorStyle))
        return ((typed.type as? any RunnableCommand.Type)?.statusOfFailure ?? .failed).rawValue
    }

    /// Help and version on standard output, bad arguments on standard error.
    private static func report(_ error: any Error, _ typed: TypedCommand, on terminal: Terminal) -> ExitStatus {
        if !(error is UnknownCommand), exitCode(for: error) == .success {
            terminal.print(fullMessage(for: error, columns: terminal.style.width))
            return .fine
        }
        let own = (error as? ValidationError)?.message
        let words =
            (error as? UnknownCommand)?.words
            ?? typed.words(about: own ?? message(for: error), isParsers: own == nil)
        if typed.wantsJSON {
            terminal.print(JSONDocument(error: words, RefusalKind("badArguments", .badArguments)).text)
        }
        terminal.complain(words.page.text(terminal.errorStyle))
        return (typed.type as? any RunnableCommand.Type)?.statusOfFailure ?? .badArguments
    }
}
