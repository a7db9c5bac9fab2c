namespace NimbusFunctions.Local.Simulator.Directory;

internal sealed partial class TenantDirectory
{
    /// <summary>Carries out a command; null when done, else why not, with nothing changed.</summary>
    public DirectoryRefusal? Apply(DirectoryCommand command, DateTimeOffset at, string domain)
    {
        PurgeExpired(at);
        return command switch
        {
            DirectoryCommand.CreateUser create => Create(create, at),
            DirectoryCommand.ChangeUser change => Apply(change),
            DirectoryCommand.DeleteUser delete => Apply(delete, at),
            DirectoryCommand.RestoreUser restore => Apply(restore),
            DirectoryCommand.CreateTeam create => Create(create, at, domain),
            DirectoryCommand.ChangeTeam change => Apply(change),
            DirectoryCommand.DeleteTeam delete => Apply(delete, at),
            DirectoryCommand.RestoreTeam restore => Apply(restore),
            DirectoryCommand.AddToTeam add => Apply(add),
            DirectoryCommand.RemoveFromTeam remove => Apply(remove),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "Not a command to the directory."),
        };
    }

    /// <summary>
    /// Erases what has been among the deleted items for 30 days. Called before every read and write, so that a
    /// journal played again purges at the same places of the change log.
    /// </summary>
    public void PurgeExpired(DateTimeOffset now)
    {
        while (_deletedUsers.Count > 0 && _deletedUsers[0].DeletedAt + DeletedItemsKept <= now) Erase(_deletedUsers[0]);
        while (_deletedGroups.Count > 0 && _deletedGroups[0].DeletedAt + DeletedItemsKept <= now) Erase(_deletedGroups[0]);
    }
}
