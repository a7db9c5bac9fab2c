namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>A user of a simulated directory. Kept lean: a tenant may have 100,000.</summary>
internal sealed class SimulatedUser : IDirectoryObject
{
    private static readonly UserProperties[] Tracked = Enum.GetValues<UserProperties>();

    public required Guid Id { get; init; }

    public int Ordinal { get; set; }

    public required string UserPrincipalName { get; set; }

    public string? DisplayName { get; set; }

    public string? GivenName { get; set; }

    public string? Surname { get; set; }

    public string? Mail { get; set; }

    public string? Department { get; set; }

    public string? JobTitle { get; set; }

    public string? OfficeLocation { get; set; }

    public string? PreferredLanguage { get; set; }

    public string? MobilePhone { get; set; }

    public bool AccountEnabled { get; set; } = true;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; set; }

    public uint EverSet { get; private set; }

    public string? this[UserProperties property]
    {
        get => property switch
        {
            UserProperties.DisplayName => DisplayName,
            UserProperties.GivenName => GivenName,
            UserProperties.Surname => Surname,
            UserProperties.UserPrincipalName => UserPrincipalName,
            UserProperties.Mail => Mail,
            UserProperties.Department => Department,
            UserProperties.JobTitle => JobTitle,
            UserProperties.OfficeLocation => OfficeLocation,
            UserProperties.PreferredLanguage => PreferredLanguage,
            UserProperties.MobilePhone => MobilePhone,
            _ => null,
        };
        set
        {
            switch (property)
            {
                case UserProperties.DisplayName: DisplayName = value; break;
                case UserProperties.GivenName: GivenName = value; break;
                case UserProperties.Surname: Surname = value; break;
                case UserProperties.UserPrincipalName: UserPrincipalName = value ?? UserPrincipalName; break;
                case UserProperties.Mail: Mail = value; break;
                case UserProperties.Department: Department = value; break;
                case UserProperties.JobTitle: JobTitle = value; break;
                case UserProperties.OfficeLocation: OfficeLocation = value; break;
                case UserProperties.PreferredLanguage: PreferredLanguage = value; break;
                case UserProperties.MobilePhone: MobilePhone = value; break;
                default: throw new ArgumentOutOfRangeException(nameof(property), property, "Not a text property of a user.");
            }
        }
    }

    /// <summary>Notes which properties have a value now; called once a change is complete.</summary>
    public void NoteValues()
    {
        var set = (uint)UserProperties.AccountEnabled;
        foreach (var property in Tracked)
        {
            if (this[property] is not null) set |= (uint)property;
        }

        EverSet |= set;
    }
}
