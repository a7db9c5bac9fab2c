using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using NimbusFunctions.Configuration;
using NimbusFunctions.Fields;
using NimbusFunctions.Interact;

namespace NimbusFunctions.Directory.Users.Settings;

/// <summary>
/// What administrators have set for a user: columns of the user's row that the sync neither reads nor writes, so that they
/// outlive a stay in the directory's bin. They end with the row, or when the user is gone for good.
/// </summary>
internal sealed record UserSettings(ImmutableDictionary<string, UserDocument> Written)
{
    /// <summary>The column of the active responsibility profile, beside the document that says it: lists read it alone.</summary>
    public const string ActiveProfileColumn = "ActiveProfile";

    public static UserSettings None { get; } = new(ImmutableDictionary.Create<string, UserDocument>(StringComparer.Ordinal));

    public UserDocument Of(UserSection section) => Written.GetValueOrDefault(section.Name) ?? section.Empty;

    /// <summary>Whether a section says more than one that nobody has written.</summary>
    public bool Uses(UserSection section) =>
        Written.TryGetValue(section.Name, out var document) && !JsonNode.DeepEquals(JsonNode.Parse(document.Json), JsonNode.Parse(section.Defaults));

    /// <summary>All that the settings and the contact refer to, with the section that it stands in.</summary>
    public static IEnumerable<(string Section, FoundReference Found)> FoundIn(StoredUser stored) =>
    [
        .. stored.Settings.Written.SelectMany(written => UserSections.All.Single(section => section.Name == written.Key).Found(written.Value.Json)
            .Select(found => (written.Key, found))),
        .. DomainTemplateStore.ReferencesOf(stored.Entitlement.Interact).Select(reference => ("interact", new FoundReference(reference.Slot, reference.Kind, reference.Id))),
    ];

    /// <summary>The same as the store keeps it.</summary>
    public static IReadOnlyList<EntityReference> ReferencesOf(StoredUser stored) =>
        [.. FoundIn(stored).Select(found => new EntityReference(found.Found.Kind, found.Found.Id, found.Found.Path.Split('[', '.')[0])).Distinct()];

    public static UserSettings Read(TableEntity row)
    {
        var written = None.Written;
        foreach (var section in UserSections.All)
        {
            if (row.GetString(section.Column) is { Length: > 0 } json)
                written = written.Add(section.Name, new(json, row.GetInt64(section.RevisionColumn) ?? 0));
        }

        return written.IsEmpty ? None : new(written);
    }

    /// <summary>The columns of one section alone, to be merged into the user's row.</summary>
    public static TableEntity Write(string tenant, string userId, UserSection section, UserDocument document)
    {
        var row = new TableEntity(UserRow.Partition(tenant, userId), userId)
        {
            [section.Column] = document.Json,
            [section.RevisionColumn] = document.Revision,
        };
        if (section == UserSections.Profiles)
            row[ActiveProfileColumn] = document.Answer()[UserSections.Active]?.GetValue<string>() ?? "";
        return row;
    }
}
