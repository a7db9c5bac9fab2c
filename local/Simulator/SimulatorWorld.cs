using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Faults;
using NimbusFunctions.Local.Simulator.Graph.Throttling;

namespace NimbusFunctions.Local.Simulator;

/// <summary>All simulated tenants, made from the seed, and the ids that belong to none of them.</summary>
internal sealed class SimulatorWorld
{
    private readonly Dictionary<Guid, SimulatedTenant> _byId;
    private readonly Dictionary<string, SimulatedTenant> _byDomain;
    private readonly TimeProvider _time;
    private readonly ulong _run;
    private DirectoryJournal? _journal;

    public SimulatorWorld(SimulatorOptions options, TimeProvider time)
    {
        _time = time;
        Options = options;
        _run = options.StateDirectory is null ? BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(8)) : (ulong)options.Users;
        var seed = SeededRandom.Mix(0x4E696D627573, (ulong)(uint)options.Seed);
        var random = new SeededRandom(seed);
        ClientId = random.NextGuid();
        OperatorTenantId = random.NextGuid();
        OperatorAppId = random.NextGuid();
        AppThrottle = new TokenBucket(150_000, TimeSpan.FromSeconds(20), time);
        Tenants = [.. Enumerable.Range(0, options.Tenants).Select(number => Make(number, SeededRandom.Mix(seed, (ulong)number + 1)))];
        _byId = Tenants.ToDictionary(tenant => tenant.Id);
        _byDomain = Tenants.ToDictionary(tenant => tenant.Domain, StringComparer.OrdinalIgnoreCase);
    }

    public SimulatorOptions Options { get; }

    public IReadOnlyList<SimulatedTenant> Tenants { get; }

    /// <summary>The multi-tenant app registration of the product.</summary>
    public Guid ClientId { get; }

    /// <summary>The operator's own tenant: it has keys and issues tokens, but no directory and no customers.</summary>
    public Guid OperatorTenantId { get; }

    /// <summary>The application with which operators call the product.</summary>
    public Guid OperatorAppId { get; }

    /// <summary>The app's resource units over all tenants.</summary>
    public TokenBucket AppThrottle { get; }

    private int TeamMembers => Options.TeamMembers ?? Math.Min(Options.Users, Options.Teams * 50);

    /// <summary>The tenant with this id or domain; null when there is none.</summary>
    public SimulatedTenant? Find(string idOrDomain) =>
        Guid.TryParse(idOrDomain, out var id) ? _byId.GetValueOrDefault(id) : _byDomain.GetValueOrDefault(idOrDomain);

    public SimulatedTenant? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>Plays the journal in the folder, and writes every later command to it.</summary>
    public void KeepJournal(string path)
    {
        var header = new JournalHeader(Options.Seed, Options.Tenants, Options.Users, Options.Teams, TeamMembers);
        _journal = DirectoryJournal.Open(path, header, entry => Find(entry.Tenant)?.Apply(entry.Command, entry.At));
    }

    /// <summary>Carries out a command and keeps it; null when done, else why not.</summary>
    public DirectoryRefusal? Execute(SimulatedTenant tenant, DirectoryCommand command)
    {
        lock (tenant.Directory.Gate)
        {
            var now = _time.GetUtcNow();
            var refusal = tenant.Apply(command, now);
            if (refusal is null) _journal?.Add(new JournalEntry(now, tenant.Id, command));
            return refusal;
        }
    }

    public void CloseJournal() => _journal?.Dispose();

    private SimulatedTenant Make(int number, ulong seed)
    {
        var random = new SeededRandom(seed);
        var company = Vocabulary.Companies[number % Vocabulary.Companies.Length];
        var round = number / Vocabulary.Companies.Length;
        var name = round == 0 ? company : string.Create(CultureInfo.InvariantCulture, $"{company} {round + 1}");
        var domain = $"{Vocabulary.Ascii(name)}.example";
        var directory = new TenantDirectory();
        var generator = new DirectoryGenerator(seed, domain);
        generator.AddUsers(directory, Options.Users);
        var groups = new GroupGenerator(seed, domain, directory);
        var administrators = groups.AddAdministrators();
        groups.AddTeams(Options.Teams, TeamMembers);
        groups.AddNoise();
        return new SimulatedTenant
        {
            Number = number,
            Id = random.NextGuid(),
            Seed = seed,
            Epoch = SeededRandom.Mix(seed, _run),
            Name = name,
            Domain = domain,
            AdminUpn = directory.Users[0]!.UserPrincipalName,
            AdminGroupId = administrators.Id,
            ServicePrincipalId = random.NextGuid(),
            GraphServicePrincipalId = random.NextGuid(),
            Directory = directory,
            Generator = generator,
            Presence = new PresenceBook(Options.Mischief),
            Faults = new FaultList(new SeededRandom(SeededRandom.Mix(seed, 3))),
            Throttle = new TenantThrottle(directory.ActiveUsers, _time),
        };
    }
}
