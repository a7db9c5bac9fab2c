using NimbusFunctions.Access;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>
/// What keeps a service's licence from being lowered: the fields of the catalogue that need the higher one, and agents and
/// owners. One table, told in docs/services.md too.
/// </summary>
internal static class ServiceLicences
{
    /// <summary>Whom only a Contact Center service has.</summary>
    public static IReadOnlyList<(string Name, Role Role)> People { get; } = [("agents", Role.ServiceAgent), ("owners", Role.ServiceOwner)];

    public static bool Has(string licence, string needed) => Rank(licence) >= Rank(needed);

    public static bool IsLower(string licence, string former) => Rank(licence) < Rank(former);

    /// <summary>All that is in use and needs more than a licence; agents and owners are counted.</summary>
    public static IReadOnlyList<string> InUse(Service service, string licence, IReadOnlyCollection<Role> members)
    {
        var document = ServiceDocument.Of(service);
        var fields = ServiceCatalogue.Fields
            .Where(place => place.Field.IsInUse(document[place.Section.Name]![place.Field.Name]) && !Has(licence, place.Field.Needs!))
            .Select(place => place.Section.PathOf(place.Field));
        var people = Has(licence, ServiceVocabulary.ContactCenter) ? [] : People
            .Select(kind => (kind.Name, Count: members.Count(role => role == kind.Role))).Where(kind => kind.Count > 0).Select(kind => $"{kind.Count} {kind.Name}");
        return [.. fields, .. people];
    }

    public static Problem Refusal(Service service, string licence, IReadOnlyList<string> inUse) => Problem.Conflict(
        ProblemTypes.InUse, $"Service {service.Id} cannot have the licence {licence}: {string.Join(", ", inUse)} need a higher one; give them up first.");

    private static int Rank(string licence) => ServiceVocabulary.Licences.ToList().IndexOf(licence);
}
