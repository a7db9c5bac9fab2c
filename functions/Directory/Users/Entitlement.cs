using Azure.Data.Tables;
using NimbusFunctions.Interact;

namespace NimbusFunctions.Directory.Users;

/// <summary>
/// What a user is entitled to: columns of the user's row that the sync neither reads nor writes, so that they outlive a
/// stay in the directory's bin. They end with the row, or when the user is gone for good.
/// </summary>
/// <param name="Licences">The licences.</param>
/// <param name="BotRegistered">Whether the user has registered with the bot that hands out chats.</param>
internal sealed record Entitlement(UserLicences Licences, bool BotRegistered)
{
    private const char Between = ',';

    /// <summary>How the user is reached from web pages.</summary>
    public InteractContact Interact { get; init; } = InteractContact.None;

    public static Entitlement None { get; } = new(UserLicences.None, false);

    /// <summary>Every licence by its name, in the order of the catalogue.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Enum.GetValues<UserLicences>().Where(licence => licence != UserLicences.None).Select(licence => licence.ToString())];

    /// <summary>The names of the licences, in the order of the catalogue.</summary>
    public IReadOnlyList<string> LicenceNames => [.. Names.Where(name => Has(Enum.Parse<UserLicences>(name)))];

    public bool Has(UserLicences licence) => Licences.HasFlag(licence);

    /// <summary>Whether it has something that another lacks.</summary>
    public bool Exceeds(Entitlement other) => (Licences & ~other.Licences) != UserLicences.None || (BotRegistered && !other.BotRegistered);

    public static Entitlement Read(TableEntity row) => new(
        Parse((row.GetString("Licences") ?? "").Split(Between)), row.GetBoolean("BotRegistered") ?? false)
    {
        Interact = InteractContact.Read(row.GetString(InteractContact.Column)),
    };

    /// <summary>The licences of these names; what is none of them is passed over.</summary>
    public static UserLicences Parse(IEnumerable<string> names) => names.Where(Names.Contains)
        .Aggregate(UserLicences.None, (licences, name) => licences | Enum.Parse<UserLicences>(name));

    /// <summary>The columns alone, to be merged into the user's row.</summary>
    public TableEntity Write(string tenant, string userId) => new(UserRow.Partition(tenant, userId), userId)
    {
        ["Licences"] = string.Join(Between, LicenceNames),
        ["BotRegistered"] = BotRegistered,
        [InteractContact.Column] = Interact.Write(),
    };
}
