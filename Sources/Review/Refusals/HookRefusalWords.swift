import Approvals
import Git
import Resources

/// Why a server's repository cannot be made to refuse what was not approved.
struct HookRefusalWords: FamilyWords {
    let context: RefusalContext

    func words(of refusal: HookRefusal) -> RefusalWords {
        return switch refusal {
        case .notBare(let path):
            RefusalWords(
                "\(Words(path)) is not a bare repository: hooks judge what people push to a server.",
                next: [.init("on the server", "assent -C <repository>.git hook install")])
        case .hookInTheWay(let path, let kept):
            RefusalWords(
                "\(Words(path)) is somebody else's hook, and \(Words(kept)), where it would be kept, is taken.",
                facts: ["Make one hook of the two, and remove the other."])
        case .anotherBranch(let pinned, let named):
            RefusalWords(
                "this repository publishes \(pinned), not \(named).",
                facts: ["To rename the published branch, first change its name in the settings."])
        case .noProgram: RefusalWords("it is not known where the program assent is, so that no hook can call it.")
        }
    }
}
