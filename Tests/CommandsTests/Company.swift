import Approvals
import Git
import Support
import Testing

extension Stage {
    /// A workspace on main with five members: ana drafts, bo leads messages, carol administers, dan edits, eva reads.
    /// zoe is a stranger.
    static func company(settings: String = settings, _ scratch: ScratchRepository = .current) async throws -> Stage {
        let stage = Stage(scratch)
        var files = files
        files["assent.yaml"] = settings
        for (path, text) in files { try write(text, to: "\(scratch.path)/\(path)") }
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        // As init leaves it; a first use says what it took.
        let repository = try scratch.open()
        try Pin(branch: "main", genesis: try #require(try repository.reference("refs/heads/main"))).write(
            in: repository)
        return stage
    }

    static let settings = """
        version: 1
        id: 6f1c2a9e0b5d4c77
        workspace: acme-growth
        branch: main
        root: hightouch
        require_approvals: true
        signatures: optional
        landing: direct
        approvals:
          required: 1
          self_approval: false
          rules:
            - when: {risk: high}
              required: 2
        members:
          ana: {name: Ana Silva, email: ana@acme.example, role: draft-contributor}
          bo: {name: Bo Chen, email: bo@acme.example, role: lifecycle-lead}
          carol: {name: Carol Diaz, email: carol@acme.example, role: admin}
          dan: {name: Dan Okafor, email: dan@acme.example, role: editor}
          eva: {name: Eva Lind, email: eva@acme.example, role: viewer}
        roles:
          lifecycle-lead:
            permissions: [draft, publish, approve]
            destinations: [braze]

        """

    static let leads = """
        name: Leads
        source: snowflake
        type: raw_sql
        primaryKey: email
        rawSql: |-
          select
            email,
            first_name,
            company
          from crm.leads

        """

    static let leadsToCRM = """
        model: leads
        destination: salesforce
        config:
          mode: insert
          object: Lead
          mappings:
            - {to: Email, from: email, type: standard}
            - {to: FirstName, from: first_name, type: standard}
        schedule:
          type: interval
          schedule:
            interval: {unit: hour, quantity: 1}
        schedulePaused: false

        """

    static let files: [String: String] = [
        "README.md": "# Growth\n",
        "hightouch/manifest-acme.yaml": """
        # READ ONLY FILE
        sources:
          snowflake: {name: Warehouse, type: snowflake}
        destinations:
          salesforce: {name: Salesforce, type: salesforce}
          braze: {name: Braze, type: braze}

        """,
        "hightouch/models/leads.yaml": leads,
        "hightouch/models/members.yaml": """
        name: Members
        source: snowflake
        type: raw_sql
        primaryKey: member_id
        rawSql: |-
          select member_id, email, first_name
          from growth.members

        """,
        "hightouch/syncs/leads-to-crm.yaml": leadsToCRM,
        "hightouch/syncs/welcome-email.yaml": """
        model: members
        destination: braze
        config:
          mode: message
          subject: Welcome
          body: Hello {{ row.first_name }}
        schedule:
          type: manual
        schedulePaused: false

        """,
    ]
}
