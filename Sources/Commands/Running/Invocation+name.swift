import Approvals
import ArgumentParser
import Resources
import Review

/// Commands that need a name, if none was given: on a terminal they offer what there is.
extension Invocation {
    /// What to ask and say if no name was given.
    struct Unnamed {
        let question: Words
        /// The permission that the command needs.
        var permission: Permission?
        /// Without a terminal: what could be named.
        let demand: String
        /// Where there is nothing to choose.
        let none: NothingToName
        /// What is meant where nothing is said; nil: there is no such thing.
        var standing: (@Sendable (OpenWorkspace) throws -> String?)?
    }

    /// The name that was typed, or that of what is chosen.
    func name(
        _ typed: String?, orElse unnamed: Unnamed, among candidates: (Choices) throws -> [Choice]
    ) async throws -> String {
        if let typed { return typed }
        if let standing = unnamed.standing, let here = try standing(await openWorkspace()) { return here }
        guard mayAsk else { throw ValidationError(unnamed.demand) }
        let workspace = try await openWorkspace()
        let me = try unnamed.permission.map { try workspace.me(who: $0) } ?? workspace.me()
        let reader = try Reader(workspace, me)
        let found = try candidates(Choices(in: workspace, for: reader))
        guard !found.isEmpty else { throw unnamed.none }
        return try terminal.pick(unnamed.question, from: found, for: reader).identity
    }

    /// The same of an open request.
    ///
    /// - Parameters:
    ///   - verb: what is done with it: `decline`.
    ///   - isOfCurrent: without a name, that of the draft which is checked out is meant, if there is one.
    func request(
        _ typed: String?, to act: Choices.Act, _ verb: String, isOfCurrent: Bool = false
    ) async throws -> String {
        try await name(
            typed,
            orElse: Unnamed(
                question: "Which request do you want to \(verb)?",
                demand: "say which request to \(verb): its id, its draft, or a model or sync that it changes",
                none: NothingToName(
                    message: "there is no open request that you can \(verb).",
                    next: [.init("all requests", "assent requests --all")]),
                standing: isOfCurrent ? Self.requestOfCurrent : nil),
            among: { try $0.requests(to: act) })
    }

    @Sendable private static func requestOfCurrent(_ workspace: OpenWorkspace) throws -> String? {
        guard let current = try Drafts(workspace).current() else { return nil }
        return try Requests(workspace).open(of: current.name)?.id
    }

    /// The same of a draft.
    ///
    /// - Parameter verb: what is done with it: `rename`.
    func draft(_ typed: String?, to act: Choices.DraftAct, _ verb: String) async throws -> String {
        try await name(
            typed,
            orElse: Unnamed(
                question: "Which draft do you want to \(verb)?",
                demand: "say which draft to \(verb), for example ana/new-leads. assent draft list shows all of them",
                none: NothingToName(
                    message: "there is no draft that you can \(verb).",
                    next: [.init("start one", "assent draft start <name>")])),
            among: { try $0.drafts(to: act) })
    }

    /// A name for something new; asked for again, until it is one.
    ///
    /// - Parameters:
    ///   - demand: without a terminal.
    ///   - isName: whether there can be something of that name.
    func newName(
        _ typed: String?, _ question: String, orElse demand: String, isName: (String) -> Bool
    ) throws -> String {
        if let typed { return typed }
        guard mayAsk else { throw ValidationError(demand) }
        while true {
            let answer = try terminal.ask("\(question) (letters, digits, - and _): ")
            if answer.isEmpty { throw CalledOff() }
            if isName(answer) { return answer }
            terminal.complain("\(SafeText.line(answer)) is not a name that it can have.")
        }
    }
}

/// A command without a name, for which there is nothing to choose.
struct NothingToName: Error {
    let message: Words
    let next: [NextStep]
}
