import Approvals
package import FoundationEssentials

/// All that a run takes from outside of itself. The process makes one (`ofProcess`), tests make their own; nothing else
/// reads an environment, a working directory, a clock, randomness or a terminal.
package struct Surroundings {
    /// Absolute.
    package var directory: String
    package var environment: [String: String]
    package var clock: @Sendable () -> Date
    package var randomness: @Sendable (Int) -> [UInt8]
    package var input: Input
    package var output: Output
    package var errors: Output
    /// The minutes that the clocks here are ahead of UTC at a moment, in Unix seconds; nil: nobody asks.
    package var minutesAhead: (@Sendable (Int64) -> Int)?
    /// Shows a long text with a pager, a line of shell, and answers whether it could be started; nil: there is none.
    package var page: ((_ text: [UInt8], _ pager: String) -> Bool)?
    /// Starts this program again with other arguments, in a process that nobody waits for; nil: it cannot be.
    package var startAlone: (@Sendable ([String]) -> Void)?
    /// This program's own file; nil: nobody knows.
    package var program: String?
    /// Ends the process with status 1 after so many seconds, whatever it does then, and says this; nil: it cannot be. 0 seconds
    /// call that off.
    package var limitTime: ((_ seconds: Int, _ words: String) -> Void)?
    /// Set if too few files can be open at once for any command to work; nil: enough.
    package var fewFiles: FewFiles?

    /// This process cannot open this many more files.
    package struct FewFiles: Error, Hashable {
        package var needed: Int
    }

    package struct Input {
        package var isTerminal: Bool
        /// The next line without its end; nil at the end of input, also where it comes within a line.
        package var readLine: () -> String?
        /// All that there is, but at most so many bytes and one.
        package var readAll: (_ most: Int) -> [UInt8] = { _ in [] }
        /// Sets what is said to who presses Ctrl-C, which ends the process; nil: nothing.
        package var atInterrupt: ([UInt8]?) -> Void

        package init(
            isTerminal: Bool, atInterrupt: @escaping ([UInt8]?) -> Void = { _ in }, readLine: @escaping () -> String?
        ) {
            self.isTerminal = isTerminal
            self.atInterrupt = atInterrupt
            self.readLine = readLine
        }
    }

    package struct Output {
        package var isTerminal: Bool
        /// Columns and lines of a terminal; nil: not one, or it does not say.
        package var width: Int?
        package var height: Int?
        package var write: @Sendable ([UInt8]) -> Void
        /// `errno` of the first write that did not get through; nil: all did.
        package var problem: @Sendable () -> Int32? = { nil }

        package init(
            isTerminal: Bool, width: Int? = nil, height: Int? = nil, write: @escaping @Sendable ([UInt8]) -> Void
        ) {
            self.isTerminal = isTerminal
            self.width = width
            self.height = height
            self.write = write
        }
    }

    package init(
        directory: String, environment: [String: String], clock: @escaping @Sendable () -> Date,
        randomness: @escaping @Sendable (Int) -> [UInt8], input: Input, output: Output, errors: Output,
        minutesAhead: (@Sendable (Int64) -> Int)? = nil,
        page: ((_ text: [UInt8], _ pager: String) -> Bool)? = nil
    ) {
        self.directory = directory
        self.environment = environment
        self.clock = clock
        self.randomness = randomness
        self.input = input
        self.output = output
        self.errors = errors
        self.page = page
        self.minutesAhead = minutesAhead
    }
}

extension Surroundings {
    /// The session of a command that was started here, or with `-C`.
    func session(in folder: String?) -> Session {
        Session(directory: path(folder ?? ""), environment: environment, clock: clock, randomness: randomness)
    }

    /// `path` from where the command was started.
    func path(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        return path.isEmpty ? directory : "\(directory)/\(path)"
    }
}
