import YAML

extension Connections {
    /// Takes in a manifest that could be read.
    mutating func add(manifest document: Document) {
        var entries = manifest ?? [:]
        for kind in Kind.allCases {
            for entry in document.root?[kind.key]?.entries ?? [] {
                guard let name = entry.key.anyText.map(ExactText.init) else { continue }
                entries[kind, default: [:]][name] = Entry(
                    name: entry.value["name"]?.anyText, type: entry.value["type"]?.anyText)
            }
        }
        manifest = entries
    }

    /// Takes in an aliases file. The first of two that give one name different meanings counts here; a check refuses
    /// the second.
    mutating func add(aliases document: Document, of file: GovernedFile) {
        for kind in Kind.allCases {
            for entry in document.root?[kind.key]?.entries ?? [] {
                guard let name = entry.key.anyText.map(ExactText.init), let target = entry.value.placedText else {
                    continue
                }
                let alias = Alias(target: target, range: entry.key.range, file: file)
                if aliases[kind]?[name] == nil { aliases[kind, default: [:]][name] = alias }
            }
        }
    }
}
