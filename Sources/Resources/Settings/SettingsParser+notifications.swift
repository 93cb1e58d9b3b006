import YAML

extension SettingsParser {
    /// What its table finds wrong is left out: a message that is not sent is better than one to somebody else.
    func notifications(_ node: Node) -> Notifications {
        var notifications = Notifications()
        notifications.from = text(node, "from").flatMap(Mailbox.init)
        notifications.via = choice(node, "via") ?? notifications.via
        notifications.expire = text(node, "expire").flatMap(Notifications.seconds) ?? notifications.expire
        notifications.webhooks = (node["webhooks"]?.items ?? []).compactMap(webhook)
        return notifications
    }

    private func webhook(_ node: Node) -> Notifications.Webhook? {
        guard let source = text(node, "url_from"), Notifications.isSource(source) else { return nil }
        var webhook = Notifications.Webhook(source: source)
        webhook.format = choice(node, "format") ?? webhook.format
        if let names = names(node, "events") {
            webhook.events = Set(names.compactMap { Notifications.Event(rawValue: $0.text) })
        }
        return webhook
    }
}
