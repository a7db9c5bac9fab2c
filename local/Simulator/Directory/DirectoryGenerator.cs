using System.Globalization;
using System.Runtime.InteropServices;

namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>
/// Makes a tenant's first directory. Users and groups draw from streams of their own, so that the teams of a seed
/// stay the same teams when the directory around them grows.
/// </summary>
internal sealed class DirectoryGenerator(ulong seed, string domain)
{
    /// <summary>Everything was created after this moment, and before the simulator ever runs.</summary>
    public static readonly DateTimeOffset Epoch = new(2024, 1, 8, 8, 0, 0, TimeSpan.Zero);

    private readonly SeededRandom _random = new(SeededRandom.Mix(seed, 1));
    private readonly Dictionary<string, int> _nameCounts = [];

    public void AddUsers(TenantDirectory directory, int count)
    {
        directory.Seed(new SimulatedUser
        {
            Id = _random.NextGuid(),
            UserPrincipalName = $"admin@{domain}",
            DisplayName = "Tenant Administrator",
            GivenName = "Tenant",
            Surname = "Administrator",
            Mail = $"admin@{domain}",
            Department = "Operations",
            JobTitle = "Administrator",
            PreferredLanguage = "en-US",
            CreatedAt = Epoch,
        });
        for (var i = 1; i < count; i++) directory.Seed(NextUser());
    }

    /// <summary>The next plausible user; some lack a department, a given name or a mail address, as real ones do.</summary>
    public SimulatedUser NextUser()
    {
        var givenName = _random.Pick(Vocabulary.GivenNames);
        var surname = _random.Pick(Vocabulary.Surnames);
        var name = NextName($"{Vocabulary.Ascii(givenName)}.{Vocabulary.Ascii(surname)}");
        return new SimulatedUser
        {
            Id = _random.NextGuid(),
            UserPrincipalName = name,
            DisplayName = $"{givenName} {surname}",
            GivenName = _random.Chance(0.02) ? null : givenName,
            Surname = surname,
            Mail = _random.Chance(0.03) ? null : name,
            Department = _random.Chance(0.05) ? null : _random.Pick(Vocabulary.Departments),
            JobTitle = _random.Pick(Vocabulary.JobTitles),
            OfficeLocation = _random.Pick(Vocabulary.Places),
            PreferredLanguage = _random.Pick(Vocabulary.Languages),
            CreatedAt = Epoch.AddMinutes(_random.Below(600 * 24 * 60)),
        };
    }

    private string NextName(string stem)
    {
        ref var used = ref CollectionsMarshal.GetValueRefOrAddDefault(_nameCounts, stem, out _);
        used++;
        return used == 1 ? $"{stem}@{domain}" : string.Create(CultureInfo.InvariantCulture, $"{stem}{used}@{domain}");
    }
}
