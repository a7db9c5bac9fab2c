using System.Text.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Fields;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Settings;

/// <summary>Changes the settings of users for somebody: all that was asked for, or nothing. The ledger's line comes before the deed.</summary>
internal sealed class UserSettingsDesk(
    UserStore users, ReferenceStore references, UserPlaces places, TenantStore tenants, LedgerStore ledger, TimeProvider time)
{
    // The sync may be rewriting the same row.
    private const int TriesAgainstOthers = 10;

    // A column holds 64 KiB, two for each character (Tables: "Understanding the Table service data model").
    private const int LongestJson = 32_000;

    /// <param name="change">Who wants what of whom.</param>
    /// <param name="decide">Makes the document as it is to be of the one that there is; or says what is wrong.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The document as it is now; or what is wrong.</returns>
    public async Task<(UserDocument? Document, Problem? Problem)> WriteAsync(
        UserSettingsChange change, Func<JsonObject, (JsonObject? Wanted, Problem? Problem)> decide, CancellationToken cancellation)
    {
        var (tenant, section) = (change.Tenant, change.Section);
        long? first = null;
        for (var (attempt, noted) = (1, false); attempt <= TriesAgainstOthers; attempt++, noted = true)
        {
            var path = default(IReadOnlyList<string>);
            if (await users.FindStoredAsync(tenant, change.UserId, cancellation) is not { User.IsVisible: true } stored
                || !change.Scope.Covers(path = OrganizationUnit.PathOf(stored.User.OrganizationUnitId, await tenants.OrganizationUnitsAsync(tenant, cancellation))))
                return (null, Problem.NoUser(change.UserId));
            var before = stored.Settings.Of(section);
            var (wanted, refusal) = decide(before.Answer());
            if (wanted is null)
                return (null, refusal);
            if (!change.IfMatch.Agrees(before.Tag) || before.Revision != (first ??= before.Revision))
                return (null, new ChangedConflict(before.Answer(), wanted, before.Tag));
            var errors = new ValidationErrors();
            var json = Sound(section, wanted, errors);
            if (json is not null)
                await places.CheckAsync(tenant, section, json, path, errors, cancellation);
            if (errors.Any)
                return (null, errors.ToProblem());
            if (SectionJson.Same(before.Json, json!))
                return (before, null);
            if (!stored.Entitlement.Has(section.Licence))
                return (null, LicenceProblems.Missing(change.UserId, section.Licence));
            var (who, referred) = (new Referrer(UserReferrers.OfUsers, change.UserId), section.References(json!));
            var taken = await references.PrepareAsync(
                tenant, who, referred, [.. section.References(before.Json).Except(referred)], cancellation);
            // What is referred to does not move away any more: where it lies is looked at again.
            await places.CheckAsync(tenant, section, json!, path, errors, cancellation);
            if (errors.Any)
            {
                await references.GiveBackAsync(tenant, who, taken.Made, cancellation);
                return (null, errors.ToProblem());
            }

            if (!noted)
                await NoteAsync(change, cancellation);
            var after = new UserDocument(json!, before.Revision + 1);
            if (await users.ConfigureAsync(tenant, stored, section, after, cancellation))
            {
                await references.LeaveAsync(tenant, taken.ToLeave, cancellation);
                return (after, null);
            }

            await references.GiveBackAsync(tenant, who, taken.Made, cancellation);
        }

        return (null, Problem.UserContended(change.UserId));
    }

    private Task NoteAsync(UserSettingsChange change, CancellationToken cancellation) => ledger.AppendAsync(
        change.Tenant,
        [LedgerEntry.OfCall(time.GetUtcNow(), LedgerActions.UserSettingsChanged, change.UserId, $"{change.Section.Name} by {change.Author}")],
        cancellation);

    /// <summary>The document with every field, as it is stored; null where something is wrong with it, all of which is named.</summary>
    public static string? Sound(UserSection section, JsonObject given, ValidationErrors errors)
    {
        var wanted = given.DeepClone().AsObject();
        foreach (var (name, value) in JsonNode.Parse(section.Defaults)!.AsObject())
        {
            if (!wanted.ContainsKey(name))
                wanted[name] = value?.DeepClone();
        }

        using var document = JsonDocument.Parse(wanted.ToJsonString());
        SettingsField.CheckAll("", section.Fields, document.RootElement, SettingsBounds.Usual, errors);
        if (!errors.Any)
            section.Checks?.Invoke(wanted, errors);
        if (errors.Any)
            return null;
        var own = new JsonObject();
        foreach (var field in section.Fields)
            own[field.Name] = Tidied(wanted[field.Name]);
        var json = own.ToJsonString();
        if (json.Length <= LongestJson)
            return json;
        errors.Add("body", $"must be at most {LongestJson} characters of JSON in all, it has {json.Length}.");
        return null;
    }

    /// <summary>The same with all ids in lower case: every text in these documents is one.</summary>
    private static JsonNode? Tidied(JsonNode? value) => value switch
    {
        JsonArray list => new JsonArray([.. list.Select(Tidied)]),
        JsonObject group => new JsonObject(group.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, Tidied(field.Value)))),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => Guid.Parse(text.GetValue<string>()).ToString("D"),
        _ => value?.DeepClone(),
    };
}

/// <summary>Who wants to change a section of whom.</summary>
/// <param name="Scope">Where the caller may.</param>
/// <param name="Author">For histories.</param>
/// <param name="IfMatch">What the caller takes it to be.</param>
internal sealed record UserSettingsChange(string Tenant, string UserId, UserSection Section, AccessScope Scope, string Author, IfMatch IfMatch);
