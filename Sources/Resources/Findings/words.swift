import Spelling

/// `a`, `a and b`, `a, b and c`; for people.
func inWords(_ names: [String], last: String = "and") -> String {
    guard let final = names.last else { return "" }
    if names.count == 1 { return final }
    return names.dropLast().joined(separator: ", ") + " \(last) " + final
}

/// The first few of many.
func shortened(_ names: [String]) -> [String] {
    names.count > 4 ? names.prefix(3) + ["\(names.count - 3) more"] : names
}

/// `did you mean email?`, `did you mean email or e_mail?`; nil if nothing is near.
func didYouMean(_ name: String, among names: some Sequence<String>) -> String? {
    didYouMean(nearest(name, among: Array(names)))
}

func didYouMean(_ near: [String]) -> String? {
    near.isEmpty ? nil : "did you mean \(inWords(near, last: "or"))?"
}

/// A name that somebody wrote, within a sentence.
func quoted(_ name: String) -> String { "`\(name)`" }
