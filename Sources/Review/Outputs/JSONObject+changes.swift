import Approvals
import Resources

// What models, syncs and settings are about.
extension JSONObject {
    static let finding = JSONObject(
        "finding", "What a check found.",
        [
            JSONMember("code", .text, "Its code: A203. assent explain tells what it means."),
            JSONMember("severity", .choice(of: Severity.self), "How bad it is."),
            JSONMember("path", .text, "The file, from the top of the repository."),
            JSONMember("line", .optional(.count), "Where it begins, from 1; null: in the file as a whole."),
            JSONMember("column", .optional(.count), "Where it begins, from 1, in Unicode scalars."),
            JSONMember("endLine", .optional(.count), "Where it ends."),
            JSONMember("endColumn", .optional(.count), "The column after the last one."),
            JSONMember("resource", .optional(.text), "The model or sync: model/leads."),
            JSONMember("field", .optional(.text), "The field: config.mappings[Email].from."),
            JSONMember("message", .text, "What is wrong."),
            JSONMember("label", .optional(.text), "A word about the place itself."),
            JSONMember("help", .optional(.text), "How to go on."),
            JSONMember("inherited", .flag, "It was published before, so it blocks nobody."),
            JSONMember("risk", .flag, "It makes the change high risk."),
        ])

    static let change = JSONObject(
        "change", "What changes in one file.",
        [
            JSONMember("file", .text, "The file, from the top of the repository."),
            JSONMember("resource", .optional(.text), "The model or sync: model/leads. null: settings or connections."),
            JSONMember("kind", .choice(of: FileChange.Kind.self), "What happens to the file."),
            JSONMember("needsApproval", .flag, "Whether anybody has to approve it."),
            JSONMember("opaque", .flag, "Its fields cannot be told apart."),
            JSONMember("fields", .list(.object(field)), "The fields that differ."),
        ])

    private static let field = JSONObject(
        "field", "One field that differs.",
        [
            JSONMember("path", .text, "Its path: schedule.schedule.interval.quantity."),
            JSONMember("class", .choice(of: FieldClass.self), "What kind of field it is."),
            JSONMember("before", .anything, "Its value before; null: it was not there."),
            JSONMember("after", .anything, "Its value after; null: it is not there."),
            JSONMember("needsApproval", .flag, "Whether anybody has to approve it."),
            JSONMember(
                "restyled", .optional(.list(.choice(["whiteSpace", "comments", "keywordCase"]))),
                "In what alone a query differs that says the same; null: in more."),
        ])

    static let conflict = JSONObject(
        "conflict", "A field that a draft and main changed differently.",
        [
            JSONMember("file", .text, "The file, from the top of the repository."),
            JSONMember("field", .text, "Its path."),
            JSONMember("base", .anything, "Its value where the draft started."),
            JSONMember("published", .anything, "Its value on main."),
            JSONMember("draft", .anything, "Its value in the draft."),
        ])

    static let use = JSONObject(
        "use", "A sync that runs on a model.",
        [
            JSONMember("sync", .text, "The sync's slug."),
            JSONMember("destination", .optional(.text), "Where it sends rows."),
            JSONMember("paused", .flag, "It does not run by its schedule."),
        ])

    static let overlap = JSONObject(
        "overlap", "Another draft that changes the same, or what it rests on.",
        [
            JSONMember("draft", .text, "The other draft."),
            JSONMember(
                "kind", .choice(["sameFields", "modelBeneath", "syncsAbove"]),
                "sameFields: it changes the same fields. modelBeneath: a model that syncs of this change run on. "
                    + "syncsAbove: syncs that run on a model of this change."),
            JSONMember("resource", .text, "The model or sync, or the file."),
            JSONMember("fields", .list(.text), "The fields that both change."),
            JSONMember("syncs", .list(.text), "The syncs: sync/leads-to-crm."),
        ])

    static let rename = JSONObject(
        nil, "",
        [JSONMember("from", .text, "Its name before: model/leads."), JSONMember("to", .text, "Its name after.")])
}

extension JSONType {
    static let changes = JSONType.list(.object(.change))
    static let findings = JSONType.list(.object(.finding))
    static let uses = JSONType.map(key: "model", .list(.object(.use)))
}
