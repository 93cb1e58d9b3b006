package import Approvals
import Git
package import Resources
import Spelling

/// What a person can view (F8): a request, a draft, or a resource.
package enum Reviewable: Sendable {
    case request(ApprovalRequest)
    /// One without an open request.
    case draft(Draft)
    /// One that no open request or draft changes, or more than one.
    case resource(ResourceID)

    /// A resource that one open request changes is shown as that request would change it; else one draft; else as it is
    /// published.
    package init(named name: String, in workspace: OpenWorkspace) throws {
        if let resource = ResourceID(name) {
            self = try Self.changed(resource, in: workspace)
            return
        }
        do { self = .request(try RequestNames(workspace).request(named: name)) } catch NameRefusal.noRequest {
            self = .draft(try Drafts(workspace).draft(named: name))
        } catch NameRefusal.unknownRequest {
            do { self = .draft(try Drafts(workspace).draft(named: name)) } catch NameRefusal.unknownDraft(_, let near) {
                let drafts = try Drafts(workspace).all().map { "\($0.member)/\($0.slug)" }
                let others = near.isEmpty ? nearest(name, among: drafts) : near
                throw NameRefusal.unknownDraft(
                    name, nearest: others.isEmpty ? try ResourceNames(workspace).near(name) : others)
            }
        }
    }

    private static func changed(_ resource: ResourceID, in workspace: OpenWorkspace) throws -> Reviewable {
        let requests = try Requests(workspace).open().filter {
            try RequestNames(workspace).resources(changedBy: $0.revision).contains(resource)
        }
        if requests.count == 1 { return .request(requests[0]) }
        if requests.isEmpty {
            let drafts = try Drafts(workspace).all().filter {
                try RequestNames(workspace).resources(changedBy: $0.tip).contains(resource)
            }
            if drafts.count == 1 { return .draft(drafts[0]) }
            if !drafts.isEmpty { return .resource(resource) }
        }
        if requests.isEmpty { try ResourceNames(workspace).requirePublished(resource) }
        return .resource(resource)
    }
}
