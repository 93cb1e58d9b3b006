import Approvals
import Resources
import YAML

/// A request in a listing: draft and age, what it is, author, state, id.
package struct RequestPage {
    private let item: RequestEntry
    private let rivals: [ApprovalRequest]
    private let reader: Reader

    package init(_ item: RequestEntry, _ rivals: Rivals? = nil, for reader: Reader) {
        self.item = item
        self.rivals = item.request.state == .open ? rivals?.of(item.request) ?? [] : []
        self.reader = reader
    }

    package var page: Page { Page(.entry(entry)) }

    var entry: Entry {
        let request = item.request
        let aside = [reader.ago(request.record.submitted), Words(reader.short(request.id), .faint)]
        var entry = Entry(Words(request.draftName, .strong), aside: aside, kind: .listed)
        let subject = item.subject(reader)
        if !subject.isEmpty { entry.add(fact: subject) }
        entry.add(fact: author)
        entry.add(fact: item.state(reader))
        if request.state == .open, let last = reader.lastWord(in: request) { entry.add(fact: last) }
        for rival in rivals { entry.add(fact: reader.words(rival: rival)) }
        return entry
    }

    private var author: Words {
        let record = item.request.record
        let name = reader.name(item.request.author)
        if record.doubt != nil { return "in the name of \(name)" }
        guard let said = record.explained, said.actor.isExactly(item.request.author),
            let first = said.comment.flatMap({ SafeText.lines($0).first })
        else { return name }
        return "\(name): “\(Words(trusted: first))”"
    }
}
