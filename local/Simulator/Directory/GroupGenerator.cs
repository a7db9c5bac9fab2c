using System.Globalization;

namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>Makes a tenant's first groups: teams, groups that are none (noise), and the administrators.</summary>
internal sealed class GroupGenerator(ulong seed, string domain, TenantDirectory directory)
{
    private const int NoiseGroups = 12;

    /// <summary>Members of a noise group at most: noise must not grow with the directory either.</summary>
    private const int NoiseMembers = 500;

    private readonly SeededRandom _random = new(SeededRandom.Mix(seed, 2));
    private readonly HashSet<string> _names = [];

    /// <summary>Makes the security group of the people who administer the product: the administrator and one more.</summary>
    public SimulatedGroup AddAdministrators()
    {
        var group = Add("Nimbus Administrators", "Who may administer the contact centre", unified: false, isTeam: false);
        directory.SeedRelation(group, ChangeKind.Members, directory.Users[0]!.Id);
        if (directory.Users.Count > 1) directory.SeedRelation(group, ChangeKind.Members, directory.Users[1]!.Id);
        return group;
    }

    /// <summary>
    /// Makes the teams. <paramref name="members"/> distinct users are spread over the directory and over the teams,
    /// unevenly (a half to one and a half of the mean); one in six is in a second team.
    /// </summary>
    public void AddTeams(int count, int members)
    {
        if (count == 0) return;
        var teams = Enumerable.Range(0, count).Select(_ => AddTeam()).ToArray();
        var shares = teams.Select(_ => 50 + _random.Below(100)).ToArray();
        var total = shares.Sum();
        var next = 0;
        var passed = 0;
        for (var t = 0; t < count; t++)
        {
            passed += shares[t];
            for (var end = (int)((long)members * passed / total); next < end; next++)
            {
                var user = Person(next, members);
                directory.SeedRelation(teams[t], ChangeKind.Members, user);
                if (_random.Chance(1.0 / 6)) directory.SeedRelation(_random.Pick(teams), ChangeKind.Members, user);
            }
        }

        for (var t = 0; t < count; t++) AddOwners(teams[t], t, members);
    }

    public void AddNoise()
    {
        SimulatedGroup? nested = null;
        for (var i = 0; i < NoiseGroups; i++)
        {
            var unified = i % 2 == 0;
            var group = Add(UniqueName(unified ? "Community" : "Access"), null, unified, isTeam: false);
            var size = Math.Min(directory.Users.Count, 1 + _random.Below(i == 0 ? NoiseMembers : 40));
            for (var m = 0; m < size; m++) directory.SeedRelation(group, ChangeKind.Members, _random.Pick(directory.Users)!.Id);
            if (unified) continue;
            if (nested is not null) directory.SeedRelation(group, ChangeKind.Members, nested.Id);
            nested = group;
        }
    }

    /// <summary>One to three owners; in every tenth team one more who is not a member, which Graph allows.</summary>
    private void AddOwners(SimulatedGroup team, int number, int members)
    {
        if (members == 0) return;
        var people = team.Members.Ids.ToArray();
        var owners = Math.Min(people.Length, 1 + _random.Below(3));
        for (var i = 0; i < owners; i++) directory.SeedRelation(team, ChangeKind.Owners, people[i * people.Length / owners]);
        if (number % 10 == 9) directory.SeedRelation(team, ChangeKind.Owners, Person(_random.Below(members), members));
    }

    /// <summary>The nth of the people in teams, who are spread evenly over the directory.</summary>
    private Guid Person(int n, int of) => directory.Users[(int)((long)n * directory.Users.Count / of)]!.Id;

    private SimulatedGroup AddTeam()
    {
        var name = UniqueName(_random.Pick(Vocabulary.Departments));
        return Add(name, $"The people of {name}", unified: true, isTeam: true);
    }

    private string UniqueName(string stem)
    {
        var name = $"{stem} {_random.Pick(Vocabulary.Places)}";
        for (var n = 2; !_names.Add(name); n++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{stem} {_random.Pick(Vocabulary.Places)} {n}");
        }

        return name;
    }

    private SimulatedGroup Add(string name, string? description, bool unified, bool isTeam)
    {
        var nickname = Vocabulary.Ascii(name).Replace("-", "", StringComparison.Ordinal);
        var group = new SimulatedGroup
        {
            Id = _random.NextGuid(),
            DisplayName = name,
            Description = description,
            MailNickname = nickname,
            Mail = unified ? $"{nickname}@{domain}" : null,
            Visibility = unified ? "Private" : null,
            Unified = unified,
            IsTeam = isTeam,
            CreatedAt = DirectoryGenerator.Epoch.AddMinutes(_random.Below(600 * 24 * 60)),
        };
        directory.Seed(group);
        return group;
    }
}
