import Commands

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@main
struct Assent {
    static func main() async {
        exit(await AssentCommand.run(Array(CommandLine.arguments.dropFirst()), in: .ofProcess()) { exit($0) })
    }
}
