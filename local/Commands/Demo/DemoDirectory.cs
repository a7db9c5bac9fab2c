namespace NimbusFunctions.Local.Commands.Demo;

/// <summary>What the day began with: the tenant, and the size of its directory.</summary>
internal sealed record DemoDirectory(string Tenant, string Name, string Domain, int Seed, int Users, int Teams);
