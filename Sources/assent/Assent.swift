import Commands

@main
struct Assent {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        Surroundings.end(await AssentCommand.run(arguments, in: .ofProcess()) { Surroundings.end($0) })
    }
}
